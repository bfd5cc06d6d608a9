package io.chartdrop.records.patient;

/** Text as DynamoDB counts and sorts it: by the bytes of its UTF-8. */
final class Utf8 {
  private Utf8() {}

  /**
   * The order of the UTF-8 bytes. {@link String#compareTo} goes by UTF-16, where an emoji comes
   * before some Chinese characters: a merge by it would lose its place.
   */
  static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return surrogatesLast(x) - surrogatesLast(y);
      }
    }
    return a.length() - b.length();
  }

  private static int surrogatesLast(char c) {
    if (c < Character.MIN_SURROGATE) {
      return c;
    }
    return Character.isSurrogate(c) ? c + 0x2000 : c - 0x800;
  }

  static int length(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // half of a surrogate pair is two of its four bytes
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  /** The longest beginning of at most {@code maxBytes} that cuts no character in two. */
  static String cut(String text, int maxBytes) {
    int bytes = 0;
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > maxBytes) {
        return text.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return text;
  }
}
