package io.chartdrop.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses that a running {@code ./run} leaves in {@code .chartdrop/env}: one shell variable a
 * line, perhaps quoted, perhaps with {@code export} before it. Nothing is expanded.
 */
final class EnvFile {
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

  private EnvFile() {}

  /** Empty if there is no such file: then nothing runs here, and that is no error yet. */
  static Map<String, String> read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException e) {
      throw OpsException.usage("Cannot read " + file + ": " + e.getMessage());
    }
  }

  static Map<String, String> parse(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    text.lines()
        .map(String::strip)
        .forEach(
            line -> {
              Matcher matcher = LINE.matcher(line);
              if (matcher.matches()) {
                variables.put(matcher.group(1), unquoted(matcher.group(2)));
              }
            });
    return variables;
  }

  private static String unquoted(String value) {
    if (value.length() >= 2 && value.startsWith("'") && value.endsWith("'")) {
      // the shell's only way to write a quote inside quotes
      return value.substring(1, value.length() - 1).replace("'\\''", "'");
    }
    if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
      return value.substring(1, value.length() - 1);
    }
    return value;
  }
}
