package io.chartdrop.local.launcher;

import static java.util.Objects.requireNonNull;

/** Why nothing runs, in one sentence that says what to do. */
final class LaunchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LaunchException(String sentence) {
    super(sentence);
  }

  String sentence() {
    return requireNonNull(getMessage());
  }
}
