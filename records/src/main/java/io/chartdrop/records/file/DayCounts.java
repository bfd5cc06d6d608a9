package io.chartdrop.records.file;

import java.time.LocalDate;

/**
 * What became of the files of one day.
 *
 * @param day on which the files arrived, local to the tenant
 * @param files that are closed, whatever their status
 * @param added rows stored ({@code new} in JSON and in the table)
 * @param known rows that were stored before
 */
public record DayCounts(LocalDate day, long files, long added, long known, long rejected) {
  public static DayCounts none(LocalDate day) {
    return new DayCounts(day, 0, 0, 0, 0);
  }
}
