package io.chartdrop.records.file;

/** Why a row was rejected. A code is a public promise: docs/reject-codes.md lists each. */
public enum RowCode {
  MISSING_VALUE,
  TOO_LONG,
  BAD_DATE_TIME,
  NONEXISTENT_LOCAL_TIME,
  COLUMN_COUNT,
  BAD_QUOTING,
  TRUNCATED,
  CONTROL_CHARACTER,
  ITEM_TOO_LARGE
}
