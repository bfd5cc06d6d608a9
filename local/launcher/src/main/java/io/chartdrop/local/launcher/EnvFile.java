package io.chartdrop.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code .chartdrop/env}: the addresses, as long as something answers there. */
final class EnvFile implements AutoCloseable {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]*");

  private final Path file;

  private EnvFile(Path file) {
    this.file = file;
  }

  /** Whoever reads it sees all of it or nothing. */
  static EnvFile write(Path file, Map<String, String> variables) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, text(variables));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new EnvFile(file);
  }

  static String text(Map<String, String> variables) {
    StringBuilder text = new StringBuilder("# Into a shell: set -a; . .chartdrop/env; set +a\n");
    new TreeMap<>(variables)
        .forEach((name, value) -> text.append(name + "=" + quoted(value) + "\n"));
    return text.toString();
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // whoever reads it finds that nothing answers there
    }
  }
}
