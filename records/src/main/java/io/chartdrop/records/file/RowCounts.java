package io.chartdrop.records.file;

/**
 * How the rows of a file fared. {@code read = added + known + rejected}, always: the four change
 * together.
 *
 * @param added rows stored by this file ({@code new} in JSON and in the table; a Java word here)
 * @param known rows that were stored before
 */
public record RowCounts(long read, long added, long known, long rejected) {
  public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

  public RowCounts {
    if (added < 0 || known < 0 || rejected < 0 || read != added + known + rejected) {
      throw new IllegalArgumentException(
          "read %d is not new %d + known %d + rejected %d".formatted(read, added, known, rejected));
    }
  }

  public static RowCounts of(long added, long known, long rejected) {
    return new RowCounts(added + known + rejected, added, known, rejected);
  }

  public RowCounts plus(RowCounts other) {
    return of(added + other.added, known + other.known, rejected + other.rejected);
  }
}
