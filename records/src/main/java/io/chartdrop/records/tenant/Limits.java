package io.chartdrop.records.tenant;

/**
 * What a tenant's file may be at most; beyond it the file is {@code TOO_LARGE} or the row {@code
 * TOO_LONG}.
 *
 * @param maxFileBytes bytes of the object as it arrived
 * @param maxExpandedBytes bytes after decompression
 * @param maxRowBytes bytes of one row, in UTF-8
 * @param maxColumns columns of the header
 */
public record Limits(long maxFileBytes, long maxExpandedBytes, int maxRowBytes, int maxColumns) {
  private static final long GIB = 1L << 30;

  /** 5 GB a file, 20 GB expanded, 1 MiB a row (DynamoDB holds 400 KB of it), 500 columns. */
  public static final Limits DEFAULT = new Limits(5 * GIB, 20 * GIB, 1 << 20, 500);

  public Limits {
    if (maxFileBytes < 1 || maxExpandedBytes < 1 || maxRowBytes < 1 || maxColumns < 1) {
      throw new IllegalArgumentException("Every limit is at least 1");
    }
    if (maxFileBytes > 5 * GIB) {
      throw new IllegalArgumentException(
          "A file is at most 5 GB: S3 copies no larger object at once");
    }
  }
}
