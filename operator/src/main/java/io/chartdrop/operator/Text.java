package io.chartdrop.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words for the screen. */
final class Text {
  private static final String ELLIPSIS = "…";

  private Text() {}

  /**
   * What a clinic wrote, in one line that a terminal only shows: a control character in a note must
   * not move the cursor, and {@code @|} is markup of ours.
   */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    boolean space = false;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (Character.isWhitespace(c) || Character.isISOControl(c)) {
        space = line.length() > 0;
        continue;
      }
      if (Character.getType(c) == Character.FORMAT) {
        continue; // a bidi override would turn the rest of the line around
      }
      if (space) {
        line.append(' ');
        space = false;
      }
      line.appendCodePoint(c);
    }
    return line.toString();
  }

  /** The text in at most {@code width} characters, the last an ellipsis where some is left out. */
  static String clipped(String text, int width) {
    if (length(text) <= width) {
      return text;
    }
    int end = text.offsetByCodePoints(0, Math.max(0, width - 1));
    return text.substring(0, end).stripTrailing() + ELLIPSIS;
  }

  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - length(text)));
  }

  static String paddedLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - length(text))) + text;
  }

  /** At words; a word that is longer than a line is broken. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      String rest = word;
      if (line.length() > 0 && length(line) + 1 + length(rest) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (length(rest) > width) {
        int end = rest.offsetByCodePoints(0, width);
        lines.add(rest.substring(0, end));
        rest = rest.substring(end);
      }
      line.append(line.length() > 0 ? " " : "").append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }

  static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** {@code 1 row}, {@code 1,200 rows}. */
  static String count(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  static String bytes(long bytes) {
    if (bytes < 1_000) {
      return bytes + " B";
    }
    double size = bytes;
    String units = "kMGT";
    int unit = -1;
    while (size >= 1_000 && unit < units.length() - 1) {
      size /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %sB", size, units.charAt(unit));
  }
}
