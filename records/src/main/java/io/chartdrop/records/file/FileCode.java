package io.chartdrop.records.file;

/**
 * Why a file as a whole was not taken. A code is a public promise: docs/reject-codes.md lists each.
 */
public enum FileCode {
  EMPTY_FILE,
  NOT_CSV,
  BAD_ENCODING,
  MISSING_COLUMN,
  DUPLICATE_COLUMN,
  TOO_LARGE,
  /** Our fault, never the file's: every attempt ended in an error of ours. */
  PROCESSING_FAILED,
  /** Somebody deleted it for good before it was read to its end. */
  WITHDRAWN
}
