package io.chartdrop.frontend.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;

/**
 * Counts by day, newest first, today included.
 *
 * @param timeZone the clinic's
 */
public record Summary(String timeZone, List<Day> days) {

  /** Rows that files of that day brought. */
  public record Day(
      LocalDate day, long files, @JsonProperty("new") long fresh, long known, long rejected) {

    public long rows() {
      return fresh + known + rejected;
    }
  }
}
