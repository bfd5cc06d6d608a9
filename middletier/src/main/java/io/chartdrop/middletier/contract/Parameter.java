package io.chartdrop.middletier.contract;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A parameter as the document describes it.
 *
 * @param description what the document says of it, for a person
 * @param minimum of an integer
 * @param maximum of an integer
 * @param allowed the only values; empty if any
 */
public record Parameter(
    String name,
    boolean inQuery,
    boolean required,
    String description,
    Type type,
    int minLength,
    int maxLength,
    Optional<Pattern> pattern,
    long minimum,
    long maximum,
    List<String> allowed,
    Optional<String> byDefault,
    Optional<String> example) {

  /** What a value is read as. */
  public enum Type {
    TEXT,
    DATE,
    INTEGER
  }

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  public Parameter {
    allowed = List.copyOf(allowed);
  }

  /**
   * The value, or the default.
   *
   * @throws RefusedException saying what is wrong with it
   */
  Optional<String> check(Optional<String> given) {
    if (given.isEmpty()) {
      if (required) {
        throw bad("is missing: give it.");
      }
      return byDefault;
    }
    String value = given.get();
    int length = value.codePointCount(0, value.length());
    if (type == Type.DATE) {
      checkDate(value);
    } else if (type == Type.INTEGER) {
      checkInteger(value);
    } else if (!allowed.isEmpty() && !allowed.contains(value)) {
      throw bad("must be one of " + String.join(", ", allowed) + ".");
    } else if (length < minLength || length > maxLength) {
      throw bad(
          "has %s characters: it must have from %d to %d%s."
              .formatted(
                  length < minLength ? "too few" : "too many",
                  minLength,
                  maxLength,
                  required ? "" : ", or be left out"));
    } else if (value.codePoints().anyMatch(Parameter::isForbidden)) {
      throw bad("has a control character or half of one: leave it out.");
    } else if (pattern.isPresent() && !pattern.get().matcher(value).find()) {
      throw bad("has another form than it should: " + description);
    }
    return Optional.of(value);
  }

  private static boolean isForbidden(int codePoint) {
    return Character.isISOControl(codePoint)
        || Character.getType(codePoint) == Character.SURROGATE
        || codePoint == 0xFFFE
        || codePoint == 0xFFFF;
  }

  private void checkDate(String value) {
    try {
      LocalDate.parse(value, DATE);
    } catch (DateTimeParseException e) {
      throw bad("is not a date: write it as 2026-03-01.");
    }
  }

  private void checkInteger(String value) {
    if (!DIGITS.matcher(value).matches()
        || Long.parseLong(value) < minimum
        || Long.parseLong(value) > maximum) {
      throw bad(
          "must be a whole number from %d to %d, or be left out.".formatted(minimum, maximum));
    }
  }

  private RefusedException bad(String what) {
    return new RefusedException(Problem.ofParameter(name, name + " " + what));
  }
}
