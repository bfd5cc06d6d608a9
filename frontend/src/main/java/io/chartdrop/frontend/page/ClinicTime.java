package io.chartdrop.frontend.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * Moments as the clinic's clock shows them.
 *
 * @param zone the clinic's
 */
public record ClinicTime(ZoneId zone) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm a", Locale.US);
  private static final DateTimeFormatter TO_THE_SECOND =
      DateTimeFormatter.ofPattern("MMM d, yyyy, h:mm:ss a", Locale.US);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE, MMM d, yyyy", Locale.US);
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("h:mm a", Locale.US);

  public String at(Instant moment) {
    return MOMENT.format(moment.atZone(zone));
  }

  public String toTheSecond(Instant moment) {
    return TO_THE_SECOND.format(moment.atZone(zone));
  }

  public String at(LocalDateTime local) {
    return MOMENT.format(local);
  }

  public String day(LocalDate day) {
    return DAY.format(day);
  }

  public String clock(LocalDateTime local) {
    return CLOCK.format(local);
  }

  /** Such as Eastern Time. */
  public String zoneName() {
    return zone.getDisplayName(TextStyle.FULL, Locale.US);
  }
}
