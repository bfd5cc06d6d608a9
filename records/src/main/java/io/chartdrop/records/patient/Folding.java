package io.chartdrop.records.patient;

import java.text.Normalizer;
import java.util.Locale;

/** Text without the differences that a person who searches does not mean. */
final class Folding {
  private Folding() {}

  /**
   * A name's letters and digits, without case, accents, spaces or punctuation: {@code
   * "O’Brien-Zoë"} becomes {@code obrienzoe}. It stands in index keys, so it is fixed for ever.
   */
  static String name(String name) {
    String upper = decomposed(name).toUpperCase(Locale.ROOT);
    StringBuilder kept = new StringBuilder(upper.length());
    decomposed(upper)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .map(Character::toLowerCase)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  /** A note without case, its composed and decomposed spellings alike. */
  static String note(String note) {
    String upper = Normalizer.normalize(note, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
    StringBuilder lower = new StringBuilder(upper.length());
    // letter by letter: String.toLowerCase would end a word in another sigma than its middle has
    upper.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
    return lower.toString();
  }

  private static String decomposed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKD);
  }
}
