package io.chartdrop.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The checkout we run in: the app jars are where Maven left them. */
public final class Repository {
  static final String TABLES = "terraform/tables.json";

  private Repository() {}

  /**
   * The directory that holds {@code terraform/tables.json}: the working one or one above it.
   *
   * @throws IllegalStateException outside of a checkout
   */
  public static Path root() {
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(TABLES))) {
        return at;
      }
    }
    throw new IllegalStateException(
        start + " is not inside the Chartdrop repository, where the app jars are.");
  }

  /**
   * The program of a module, ready to be run with {@code java -jar}.
   *
   * @param module its directory, for example {@code local/s3}
   * @throws IllegalStateException with the command that builds it, where it is not built
   */
  public static Path appJar(String module) {
    Path target = root().resolve(module).resolve("target");
    try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-app.jar"))
          .findFirst()
          .map(Unpacked::of)
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "No app jar in %s: build it with 'mvn package -DskipTests -pl %s -am'."
                          .formatted(target, module)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
