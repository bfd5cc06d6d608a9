package io.chartdrop.operator;

/** What a script may rely on; {@code ops --help} lists the same. */
final class ExitCodes {
  static final int OK = 0;

  /** At least one file ended {@code REJECTED} or {@code FAILED}, or could not be uploaded. */
  static final int NOT_TAKEN = 1;

  static final int USAGE = 2;

  /** Nothing answers, or no answer came in time. */
  static final int UNREACHABLE = 3;

  private ExitCodes() {}
}
