package io.chartdrop.frontend.files;

import io.chartdrop.frontend.api.FileEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happened to a file, in order. */
final class FileStory {
  private FileStory() {}

  /**
   * @param key of the words in messages.properties
   * @param at empty for what is still to come
   * @param tone green, yellow, red or blue
   */
  record Step(String key, Optional<Instant> at, String tone) {}

  static List<Step> of(FileEntry file) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        new Step(
            file.retryOf().isPresent() ? "step.retried" : "step.received",
            Optional.of(file.receivedAt()),
            "blue"));
    if (file.startedAt().isPresent()) {
      steps.add(new Step("step.started", file.startedAt(), "blue"));
    }
    steps.add(
        new Step(
            "step." + file.status().name().toLowerCase(Locale.ROOT),
            file.finishedAt(),
            tone(file)));
    return steps;
  }

  private static String tone(FileEntry file) {
    return switch (file.status()) {
      case RECEIVED, PROCESSING -> "blue";
      case COMPLETED -> "green";
      case COMPLETED_WITH_REJECTS -> "yellow";
      case DUPLICATE -> "secondary";
      case REJECTED, FAILED -> "red";
    };
  }
}
