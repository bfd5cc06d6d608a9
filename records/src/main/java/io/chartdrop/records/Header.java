package io.chartdrop.records;

import java.text.Normalizer;
import java.util.Locale;

/** Column headers, compared as people mean them. */
public final class Header {
  private Header() {}

  /**
   * The header without case, spaces, underscores or byte order mark: {@code "Doctors Notes"} and
   * {@code doctors_notes} are one column.
   */
  public static String normalise(String header) {
    String text = Normalizer.normalize(header, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != '_' && c != '\uFEFF' && !Character.isWhitespace(c))
        .filter(c -> !Character.isSpaceChar(c))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /**
   * The same without any sign that is neither a letter nor a digit: {@code "Doctor's Notes"} and
   * {@code "Date/Time*"}. Only to recognise a column that is looked for; by {@link #normalise}
   * records are told apart, so there every sign counts.
   */
  public static String lettersAndDigits(String header) {
    StringBuilder kept = new StringBuilder(header.length());
    normalise(header)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
