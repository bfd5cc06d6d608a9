package io.chartdrop.frontend.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One way to understand what was typed into the search box.
 *
 * @param mrn whole
 * @param lastName how it begins, as {@code firstName}
 */
record Reading(
    Kind kind, Optional<String> mrn, Optional<String> lastName, Optional<String> firstName) {
  private static final int MRN_LIMIT = 128;
  private static final int NAME_LIMIT = 100;

  enum Kind {
    MRN,
    LAST_NAME,
    FIRST_NAME,
    LAST_COMMA_FIRST,
    FIRST_SPACE_LAST,
    LAST_SPACE_FIRST,
    /** Nothing was typed: days or notes have to do. */
    ANYBODY;

    /** Of the words in messages.properties. */
    public String key() {
      return "search.read-as." + name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The likeliest first; the next one is tried where one finds nothing.
   *
   * @param typed as it was typed
   */
  static List<Reading> of(String typed) {
    String number = typed.strip();
    String text = number.replaceAll("\\s+", " ");
    List<Reading> readings = new ArrayList<>();
    if (text.isEmpty()) {
      readings.add(new Reading(Kind.ANYBODY, Optional.empty(), Optional.empty(), Optional.empty()));
    } else if (text.indexOf(',') >= 0) {
      int comma = text.indexOf(',');
      readings.add(
          names(Kind.LAST_COMMA_FIRST, text.substring(0, comma), text.substring(comma + 1)));
      if (number.codePoints().anyMatch(Character::isLetterOrDigit)) {
        readings.add(ofMrn(number));
      }
    } else if (text.chars().anyMatch(Character::isDigit)) {
      readings.add(ofMrn(number));
      readings.add(names(Kind.LAST_NAME, text, ""));
    } else {
      readings.add(names(Kind.LAST_NAME, text, ""));
      int space = text.indexOf(' ');
      if (space > 0) {
        int last = text.lastIndexOf(' ');
        readings.add(
            names(Kind.FIRST_SPACE_LAST, text.substring(last + 1), text.substring(0, last)));
        readings.add(
            names(Kind.LAST_SPACE_FIRST, text.substring(0, space), text.substring(space + 1)));
      } else {
        // not a first name alone: the API would have to read every record for it
        readings.add(ofMrn(number));
      }
    }
    return readings.stream().filter(Reading::canBeAsked).toList();
  }

  private static Reading ofMrn(String text) {
    return new Reading(Kind.MRN, Optional.of(text), Optional.empty(), Optional.empty());
  }

  private static Reading names(Kind kind, String last, String first) {
    Optional<String> lastName = Optional.of(last.strip()).filter(s -> !s.isEmpty());
    Optional<String> firstName = Optional.of(first.strip()).filter(s -> !s.isEmpty());
    Kind shown = kind;
    if (kind == Kind.LAST_COMMA_FIRST && firstName.isEmpty()) {
      shown = Kind.LAST_NAME;
    } else if (kind == Kind.LAST_COMMA_FIRST && lastName.isEmpty()) {
      shown = Kind.FIRST_NAME;
    }
    return new Reading(shown, Optional.empty(), lastName, firstName);
  }

  /** The API compares names by letters and digits, and refuses one without. */
  private boolean canBeAsked() {
    return kind == Kind.ANYBODY
        || mrn.filter(m -> m.length() <= MRN_LIMIT).isPresent()
        || ((lastName.isPresent() || firstName.isPresent())
            && lastName.map(Reading::isName).orElse(true)
            && firstName.map(Reading::isName).orElse(true));
  }

  private static boolean isName(String text) {
    return text.length() <= NAME_LIMIT && text.codePoints().anyMatch(Character::isLetterOrDigit);
  }
}
