package io.chartdrop.routes.csv;

import io.chartdrop.records.Blank;
import io.chartdrop.records.tenant.DateOrder;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One date and time as it is written, read from left to right. Written by hand because every row
 * has one: a chain of formatters would throw for each shape that it is not.
 */
final class DateTimeText {
  private static final String[] MONTHS = {
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december"
  };
  private static final String SHAPE =
      "The date and time cannot be read; write it like 2026-03-01 09:30.";
  private static final String NO_TIME = "The date has no time; write both, like 2026-03-01 09:30.";
  private static final String NUMBER =
      "This is a bare number, as Excel stores dates; format the column as text or as yyyy-mm-dd"
          + " hh:mm and export again.";
  private static final String MIDNIGHT = "There is no 24:00; write 00:00 of the day after.";
  private static final String NO_SUCH_DAY =
      "There is no such day or time; check the order of day and month, and write it like"
          + " 2026-03-01 09:30.";
  private static final String YEAR = "The year is not within 1900 to 2099; correct it.";

  /** What was written, or null if {@link #problem} says why not. */
  @Nullable LocalDateTime local;

  /** The offset that was written with it, if one was. */
  @Nullable ZoneOffset offset;

  String problem = SHAPE;

  private final String text;
  private int at;
  private int year;
  private int month;
  private int day;

  /** How many digits the last number had. */
  private int width;

  private DateTimeText(String text) {
    this.text = text;
  }

  static DateTimeText parse(String cell, DateOrder order) {
    DateTimeText parsed = new DateTimeText(Blank.strip(cell));
    if (!parsed.date(order)) {
      if (parsed.isBareNumber()) {
        parsed.problem = NUMBER;
      }
    } else if (parsed.at == parsed.text.length()) {
      parsed.problem = NO_TIME;
    } else {
      parsed.time();
    }
    return parsed;
  }

  private boolean date(DateOrder order) {
    if (Character.isLetter(peek())) { // Mar 3, 2026
      month = monthName();
      blanksOr('.');
      day = number(1, 2);
      blanksOr(',');
      year = year();
      return month > 0 && day >= 0 && year >= 0;
    }
    int first = number(1, 4);
    int firstWidth = width;
    char separator = peek();
    if (first < 0 || "/-. ".indexOf(separator) < 0) {
      return false;
    }
    at++;
    if (Character.isLetter(peek())) { // 03-Mar-2026, 2026-Mar-03
      month = monthName();
      if (month == 0) {
        return false;
      }
      if (separator == ' ') {
        blanksOr(',');
      } else if (peek() == separator) {
        at++;
      } else {
        return false;
      }
      return firstWidth == 4 ? yearFirst(first) : dayFirst(first, firstWidth);
    }
    int second = number(1, 2);
    if (separator == ' ' || second < 0 || peek() != separator) {
      return false;
    }
    at++;
    if (firstWidth == 4 || firstWidth == 2 && order == DateOrder.YMD) {
      year = firstWidth == 4 ? first : century(first);
      month = second;
      day = number(1, 2);
      return day >= 0;
    }
    if (firstWidth > 2 || order == DateOrder.YMD) {
      return false;
    }
    month = order == DateOrder.MDY ? first : second;
    day = order == DateOrder.MDY ? second : first;
    year = year();
    return year >= 0;
  }

  private boolean yearFirst(int first) {
    year = first;
    day = number(1, 2);
    return day >= 0;
  }

  private boolean dayFirst(int first, int firstWidth) {
    day = first;
    year = year();
    return firstWidth <= 2 && year >= 0;
  }

  private void time() {
    if (peek() == 'T' || peek() == 't') {
      at++;
    } else if (!blanksOr(',')) {
      return;
    }
    int hour = number(1, 2);
    if (hour < 0 || !took(':')) {
      return;
    }
    int minute = number(2, 2);
    int second = 0;
    int nano = 0;
    if (minute < 0) {
      return;
    }
    if (took(':')) {
      second = number(2, 2);
      if (second < 0) {
        return;
      }
      if ((peek() == '.' || peek() == ',') && isDigit(at + 1)) {
        at++;
        nano = nanos();
      }
    }
    blanks();
    int half = halfOfDay();
    blanks();
    if (nano < 0 || half < 0 || !offset() || at != text.length()) {
      return;
    }
    finish(hour, half, minute, second, nano);
  }

  private void finish(int hour, int half, int minute, int second, int nano) {
    if (half > 0 && (hour < 1 || hour > 12)) {
      problem = NO_SUCH_DAY;
      return;
    }
    if (hour == 24) {
      problem = MIDNIGHT;
      return;
    }
    if (year < 1900 || year > 2099) {
      problem = YEAR;
      return;
    }
    int hour24 = half == 0 ? hour : hour % 12 + (half == 2 ? 12 : 0);
    try {
      local = LocalDateTime.of(year, month, day, hour24, minute, second, nano);
    } catch (DateTimeException e) {
      problem = NO_SUCH_DAY;
    }
  }

  /** 0 if there is none, 1 for AM, 2 for PM, -1 if the letters are something else. */
  private int halfOfDay() {
    char c = peek();
    if (c == 'Z' || c == 'z' || !Character.isLetter(c)) {
      return 0;
    }
    int half = c == 'A' || c == 'a' ? 1 : c == 'P' || c == 'p' ? 2 : -1;
    at++;
    boolean dotted = took('.');
    if (half < 0 || !(took('M') || took('m')) || dotted && !took('.')) {
      return -1;
    }
    return half;
  }

  /** Takes an offset if one is there; false if it begins like one and is none. */
  private boolean offset() {
    if (took('Z') || took('z')) {
      offset = ZoneOffset.UTC;
      return true;
    }
    char sign = peek();
    if (sign != '+' && sign != '-') {
      return true;
    }
    at++;
    int hours = twoDigits();
    boolean colon = took(':');
    int minutes = isDigit(at) ? twoDigits() : colon ? -1 : 0;
    if (hours < 0 || hours > 17 || minutes < 0 || minutes > 59) {
      return false;
    }
    int seconds = hours * 3600 + minutes * 60;
    offset = ZoneOffset.ofTotalSeconds(sign == '-' ? -seconds : seconds);
    return true;
  }

  /** Two digits whatever follows, as in {@code -0500}, or -1. */
  private int twoDigits() {
    if (!isDigit(at) || !isDigit(at + 1)) {
      return -1;
    }
    at += 2;
    return (text.charAt(at - 2) - '0') * 10 + text.charAt(at - 1) - '0';
  }

  private int nanos() {
    int nano = 0;
    int digits = 0;
    while (isDigit(at)) {
      if (++digits > 9) {
        return -1;
      }
      nano = nano * 10 + text.charAt(at++) - '0';
    }
    for (; digits < 9; digits++) {
      nano *= 10;
    }
    return nano;
  }

  private int year() {
    int number = number(2, 4);
    return width == 2 ? century(number) : width == 4 ? number : -1;
  }

  /** POSIX's pivot: 69 is 2069 and 70 is 1970. Fixed, so that a file reads the same next year. */
  private static int century(int twoDigits) {
    return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits;
  }

  /** The number here, or -1 if it has fewer or more digits. */
  private int number(int minDigits, int maxDigits) {
    int value = 0;
    width = 0;
    while (isDigit(at)) {
      if (++width > maxDigits) {
        return -1;
      }
      value = value * 10 + text.charAt(at++) - '0';
    }
    return width < minDigits ? -1 : value;
  }

  private int monthName() {
    int start = at;
    while (Character.isLetter(peek())) {
      at++;
    }
    String name = text.substring(start, at).toLowerCase(Locale.ROOT);
    for (int i = 0; i < MONTHS.length && name.length() >= 3; i++) {
      if (name.equals("sept") || name.length() == 3 || name.equals(MONTHS[i])) {
        if (MONTHS[i].startsWith(name)) {
          return i + 1;
        }
      }
    }
    return 0;
  }

  private boolean isBareNumber() {
    boolean digits = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      digits |= c >= '0' && c <= '9';
      if (!(c >= '0' && c <= '9') && c != '.' && c != ',') {
        return false;
      }
    }
    return digits;
  }

  private boolean isDigit(int position) {
    return position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9';
  }

  private boolean took(char c) {
    boolean here = peek() == c;
    if (here) {
      at++;
    }
    return here;
  }

  private void blanks() {
    while (at < text.length() && Blank.is(text.charAt(at))) {
      at++;
    }
  }

  /** Takes the mark and blanks, in that order; false if neither is here. */
  private boolean blanksOr(char mark) {
    int before = at;
    took(mark);
    blanks();
    return at > before;
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }
}
