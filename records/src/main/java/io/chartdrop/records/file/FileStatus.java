package io.chartdrop.records.file;

/** What became of a file. The last five are final: a file with one of them is never read again. */
public enum FileStatus {
  /** It waits: newly arrived, or given back to be tried again. */
  RECEIVED,
  PROCESSING,
  COMPLETED,
  COMPLETED_WITH_REJECTS,
  /** The same bytes came before; nothing was written. */
  DUPLICATE,
  /** The file as a whole cannot be read; the tenant mends it. */
  REJECTED,
  /** We could not process it; the operator looks. */
  FAILED;

  public boolean isFinal() {
    return this != RECEIVED && this != PROCESSING;
  }
}
