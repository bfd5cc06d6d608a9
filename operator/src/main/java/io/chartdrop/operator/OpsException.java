package io.chartdrop.operator;

import static java.util.Objects.requireNonNull;

/** What the operator is told instead of a stack trace: one sentence that says what to do. */
final class OpsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private OpsException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The command was not understood, or lacks something that only the operator knows. */
  static OpsException usage(String sentence) {
    return new OpsException(ExitCodes.USAGE, sentence);
  }

  /** Nobody answers, or not in time. */
  static OpsException unreachable(String sentence) {
    return new OpsException(ExitCodes.UNREACHABLE, sentence);
  }

  int exitCode() {
    return exitCode;
  }

  String sentence() {
    return requireNonNull(getMessage());
  }
}
