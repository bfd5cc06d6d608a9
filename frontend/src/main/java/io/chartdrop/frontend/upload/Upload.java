package io.chartdrop.frontend.upload;

import io.chartdrop.frontend.api.FileEntry;
import java.util.Optional;

/**
 * What became of one file on its way to the API.
 *
 * @param problem key of the words in messages.properties where it was refused
 * @param detail what the API says of it
 */
record Upload(
    String name, Optional<FileEntry> file, Optional<String> problem, Optional<String> detail) {
  private static final String BROKEN_OFF = "trouble.broken_off";

  static Upload taken(FileEntry file) {
    return new Upload(file.name(), Optional.of(file), Optional.empty(), Optional.empty());
  }

  static Upload refused(String name, String problem, Optional<String> detail) {
    return new Upload(name, Optional.empty(), Optional.of(problem), detail);
  }

  /** Whether the browser stopped sending. */
  boolean isBrokenOff() {
    return problem.filter(BROKEN_OFF::equals).isPresent();
  }
}
