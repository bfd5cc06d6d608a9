package io.chartdrop.records.patient;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Local time as it stands in keys and in {@code date_time}: {@code 2026-03-01T09:30:00}, of fixed
 * width so that it sorts, with a fraction only where there is one. {@code #} and the end of a text
 * sort before {@code .}, so a fraction follows its whole second.
 */
final class LocalText {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

  private LocalText() {}

  /** Whether the year has the four digits that the width is fixed for. */
  static boolean canHold(LocalDateTime time) {
    return time.getYear() >= 0 && time.getYear() <= 9999;
  }

  static String of(LocalDateTime time) {
    if (!canHold(time)) {
      throw new IllegalArgumentException("A local time has a year of four digits");
    }
    String seconds = SECONDS.format(time);
    if (time.getNano() == 0) {
      return seconds;
    }
    String nanos = String.format(Locale.ROOT, "%09d", time.getNano());
    int end = nanos.length();
    while (nanos.charAt(end - 1) == '0') {
      end--;
    }
    return seconds + "." + nanos.substring(0, end);
  }

  static LocalDateTime parse(String text) {
    return LocalDateTime.parse(text);
  }
}
