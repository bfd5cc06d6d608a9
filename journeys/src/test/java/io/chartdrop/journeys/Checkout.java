package io.chartdrop.journeys;

import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The checkout as it is after its first build, in a directory of its own: a script that is run here
 * finds nothing to build, which Maven would do underneath the build that this test is part of.
 */
final class Checkout {
  private static final Set<String> OF_ITS_OWN = Set.of(".git", ".chartdrop");

  private final Path directory;

  Checkout() {
    directory = Product.directory("checkout");
    try (Stream<Path> entries = Files.list(Repository.root())) {
      for (Path entry : entries.toList()) {
        Path here = directory.resolve(entry.getFileName());
        if (OF_ITS_OWN.contains(entry.getFileName().toString())) {
          continue;
        }
        if (Files.isDirectory(entry)) {
          Files.createSymbolicLink(here, entry);
        } else {
          Files.copy(entry, here);
        }
      }
      Files.createDirectories(directory.resolve(".chartdrop"));
      for (String script : List.of("run", "ops")) {
        Files.createFile(directory.resolve(".chartdrop/built-" + script));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types a script's name with these arguments, to its end. */
  Finished types(String script, List<String> arguments) {
    List<String> line = new ArrayList<>(List.of("./" + script));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().keySet().removeIf(name -> name.matches("(AWS|CHARTDROP)_.*"));
    // as a bare shell or a container has it
    builder.environment().remove("LANG");
    builder.environment().put("LC_ALL", "C");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    // should it build all the same, it says so
    builder.environment().put("MVN", "there-is-no-maven");
    return Finished.run(builder);
  }
}
