package io.chartdrop.routes.csv;

import io.chartdrop.records.Blank;
import io.chartdrop.records.file.RowCode;
import io.chartdrop.records.tenant.DateOrder;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code date_time} cells as one tenant writes them. */
public final class DateTimes {
  private final DateOrder order;
  private final ZoneRules rules;

  public DateTimes(ZoneId zone, DateOrder order) {
    this.order = order;
    this.rules = zone.getRules();
  }

  /** What a cell means. */
  public sealed interface Reading permits Moment, NoMoment {}

  /**
   * A moment.
   *
   * @param local on the tenant's clocks
   * @param utc the same
   * @param ambiguous whether the clocks showed {@code local} twice and the cell does not say which;
   *     {@code utc} is then the earlier
   */
  public record Moment(LocalDateTime local, Instant utc, boolean ambiguous) implements Reading {}

  /** None, and the cure. */
  public record NoMoment(RowCode code, String message) implements Reading {}

  /**
   * Reads a cell; blanks around it do not matter.
   *
   * @return a moment, or why the cell is none, without repeating it
   */
  public Reading read(String cell) {
    DateTimeText text = DateTimeText.parse(cell, order);
    LocalDateTime local = text.local;
    if (local == null) {
      return new NoMoment(RowCode.BAD_DATE_TIME, text.problem);
    }
    List<ZoneOffset> valid = rules.getValidOffsets(local);
    if (valid.isEmpty()) {
      return new NoMoment(
          RowCode.NONEXISTENT_LOCAL_TIME,
          "The clocks were put forward over this time, so it never was; write the time that was"
              + " meant.");
    }
    @Nullable ZoneOffset written = text.offset;
    if (written == null) {
      return new Moment(local, local.toInstant(valid.get(0)), valid.size() > 1);
    }
    if (!valid.contains(written)) {
      return new NoMoment(
          RowCode.BAD_DATE_TIME,
          "The time has an offset that is not the clinic's own at that time; write the clinic's"
              + " local time without an offset.");
    }
    return new Moment(local, local.toInstant(written), false);
  }

  /**
   * Whether somebody who wrote this cell meant a date, good or not: it begins with a digit, has
   * four or more, and two date separators or a colon. Or it is a date in any way we read. But not
   * behind a line break: then the quote before it closed a cell, and the date is the next row's.
   */
  boolean looksLikeDate(String cell) {
    String text = Blank.strip(cell);
    if (text.isEmpty() || text.length() > 60 || "\r\n".indexOf(cell.charAt(0)) >= 0) {
      return false;
    }
    int digits = 0;
    int separators = 0;
    boolean colon = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
      separators += c == '/' || c == '-' || c == '.' ? 1 : 0;
      colon |= c == ':';
    }
    boolean numeric = text.charAt(0) >= '0' && text.charAt(0) <= '9';
    return numeric && digits >= 4 && (separators >= 2 || colon)
        || digits >= 4 && DateTimeText.parse(text, order).local != null;
  }
}
