package io.chartdrop.records;

/**
 * What a person sees as nothing: also the no-break spaces that web pages and Excel leave behind.
 */
public final class Blank {
  private Blank() {}

  public static boolean is(char c) {
    return c == ' '
        || c >= '\t' && c <= '\r'
        || c > 127 && (Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  public static boolean is(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!is(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The text without the blanks around it. */
  public static String strip(String text) {
    return strip(text, Blank::is);
  }

  /**
   * The same without the marks that give text a direction or a byte order, join or part letters.
   * Within text they may mean something; around it they are left over from where it was copied.
   */
  public static String stripUnseen(String text) {
    return strip(text, c -> is(c) || c > 127 && Character.getType(c) == Character.FORMAT);
  }

  private interface Test {
    boolean of(char c);
  }

  private static String strip(String text, Test isNothing) {
    int start = 0;
    int end = text.length();
    while (start < end && isNothing.of(text.charAt(start))) {
      start++;
    }
    while (start < end && isNothing.of(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
