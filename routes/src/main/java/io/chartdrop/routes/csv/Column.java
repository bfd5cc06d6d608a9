package io.chartdrop.routes.csv;

/**
 * One column of a file.
 *
 * @param header the header cell as the file has it, without byte order mark
 * @param role what the column is for
 * @param name the required column's own name; of an extra one its header without blanks around it,
 *     or {@code column_N} where it has none, N counted from 1
 */
public record Column(String header, Role role, String name) {
  private static final int MAX_SHOWN_CHARS = 100;

  /**
   * The name for a message or a reject: a header may have a megabyte, and rejects a million rows.
   */
  String shownName() {
    if (name.length() <= MAX_SHOWN_CHARS) {
      return name;
    }
    boolean half = Character.isHighSurrogate(name.charAt(MAX_SHOWN_CHARS - 1));
    return name.substring(0, half ? MAX_SHOWN_CHARS - 1 : MAX_SHOWN_CHARS) + "...";
  }

  /** What a column is for. */
  public enum Role {
    MEDICAL_RECORD_NUMBER,
    FIRST_NAME,
    LAST_NAME,
    DATE_TIME,
    DOCTORS_NOTES,
    /** Kept under its header. */
    EXTRA,
    /** Dropped by an alias to {@code -}; a rejected row still shows it. */
    IGNORED,
    /** Written by us into a rejects file, dropped on reading. */
    CHARTDROP
  }
}
