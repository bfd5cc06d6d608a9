package io.chartdrop.frontend.page;

import java.util.Optional;

/**
 * What a page shows already, so that it is sent again only where it has changed, and said to who
 * hears it only where that is worth an interruption.
 *
 * @param told changes with what is said
 * @param shown changes with anything that is shown
 */
public record Fingerprint(String told, String shown) {
  /** Of values that say in their text all that they hold. */
  public static Fingerprint of(Object told, Object shown) {
    return new Fingerprint(hash(told), hash(shown));
  }

  private static String hash(Object value) {
    return Integer.toHexString(value.toString().hashCode());
  }

  /**
   * @param seen as the page has it
   */
  public boolean isShownBy(Optional<String> seen) {
    return seen.filter(toString()::equals).isPresent();
  }

  /** As {@link #isShownBy}. */
  public boolean isToldBy(Optional<String> seen) {
    return seen.filter(text -> text.startsWith(told + "-")).isPresent();
  }

  /** For an address. */
  @Override
  public String toString() {
    return told + "-" + shown;
  }
}
