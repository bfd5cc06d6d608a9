package io.chartdrop.frontend.records;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a note, on one line.
 *
 * @param hit what was looked for, as the note has it; empty where nothing was
 */
record Excerpt(String before, String hit, String after) {
  private static final int LENGTH = 140;
  private static final int BEFORE_HIT = 50;
  private static final int LOOKED_AT = 4_000;
  private static final String MORE = "…";

  /**
   * @param wanted what to look for without regard to case, or blank
   */
  static Excerpt of(String note, String wanted) {
    if (!wanted.isBlank()) {
      Matcher matcher =
          Pattern.compile(Pattern.quote(wanted), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
              .matcher(note);
      if (matcher.find()) {
        String before = oneLine(note.substring(from(note, matcher.start()), matcher.start()));
        String after =
            note.substring(matcher.end(), Math.min(note.length(), matcher.end() + LOOKED_AT));
        return new Excerpt(
            (from(note, matcher.start()) > 0 ? MORE : "") + before,
            matcher.group(),
            cut(oneLine(after), LENGTH - BEFORE_HIT));
      }
    }
    String start = oneLine(note.substring(0, Math.min(note.length(), LOOKED_AT))).strip();
    return new Excerpt("", "", cut(start, LENGTH));
  }

  private static int from(String note, int hit) {
    int start = Math.max(0, hit - BEFORE_HIT);
    return start > 0 && Character.isLowSurrogate(note.charAt(start)) ? start - 1 : start;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isLowSurrogate(text.charAt(length)) ? length - 1 : length;
    return text.substring(0, end) + MORE;
  }
}
