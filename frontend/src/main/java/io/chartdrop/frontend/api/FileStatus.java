package io.chartdrop.frontend.api;

/** Where a file stands. */
public enum FileStatus {
  RECEIVED,
  PROCESSING,
  COMPLETED,
  COMPLETED_WITH_REJECTS,
  DUPLICATE,
  REJECTED,
  FAILED;

  public boolean isFinal() {
    return this != RECEIVED && this != PROCESSING;
  }

  /** Whether somebody at the clinic should look at it. */
  public boolean needsAttention() {
    return this == COMPLETED_WITH_REJECTS || this == REJECTED || this == FAILED;
  }

  public boolean canBeRetried() {
    return needsAttention();
  }
}
