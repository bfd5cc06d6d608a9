package io.chartdrop.routes.csv;

/**
 * What a person sees as nothing: also the no-break spaces that web pages and Excel leave behind.
 */
final class Blank {
  private Blank() {}

  static boolean is(char c) {
    return c == ' '
        || c >= '\t' && c <= '\r'
        || c > 127 && (Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!is(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The text without the blanks around it. */
  static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && is(text.charAt(start))) {
      start++;
    }
    while (start < end && is(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
