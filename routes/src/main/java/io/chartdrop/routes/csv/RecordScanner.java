package io.chartdrop.routes.csv;

import java.io.IOException;

/**
 * Finds where the record that starts at some place of a window ends, and where the physical line
 * does on which it starts. It only looks: nothing is copied and the window does not move on. All
 * positions are offsets from {@link CharWindow#from}.
 *
 * <p>A field is quoted if a quote is its very first character; it ends at the next quote that is
 * not doubled, and a delimiter, a line end or the end of the file must follow. Anywhere else a
 * quote is text ({@code 5'6" tall}), unless only blanks stand before it.
 */
final class RecordScanner {
  /** How a record ended. */
  enum End {
    /** At a line end or the end of the file, every quote paired. */
    COMPLETE,
    /** A quote stands where none can be. */
    BAD_QUOTE,
    /** The file ended within a quoted field. */
    OPEN,
    /** It went on beyond the bound in characters or columns. */
    TOO_LONG
  }

  private static final int AT_END = -1;
  private static final byte DELIMITER = 1;
  private static final byte QUOTE = 2;
  private static final byte LINE_END = 3;
  private static final byte CONTROL = 4;

  private final CharWindow window;
  private final char delimiter;
  private final int maxChars;
  private final int maxColumns;
  private final int watchedColumn;
  private final byte[] kinds = new byte[128];

  private int start;
  private int bound;

  /** How the record ended; the rest holds of it as far as it was looked at. */
  End end = End.COMPLETE;

  /** Behind the last character of the record, its line end not counted. */
  int stop;

  /** Where the record after this one starts. */
  int next;

  /** Behind the last character of the record's first physical line. */
  int lineStop;

  /** Where the physical line after it starts; 0 if the first line alone is beyond the bound. */
  int lineNext;

  int columns;

  /** Physical lines from the start to {@link #next}, at least 1. */
  int lines;

  /** Where the last field starts. */
  int lastField;

  /** The field in which its first physical line ended, from 1, and where that field starts. */
  int lineColumn;

  int lineField;

  /** Where the watched column starts; -1 if the record does not reach it. */
  int watchedField;

  /** Whether a quote is text in an unquoted field. */
  boolean literalQuotes;

  /** Whether a quote is in it anywhere. */
  boolean quotes;

  /** Whether a character is in it that no text has: control characters and U+FFFD. */
  boolean controls;

  /** Whether a line end, and not the end of the file, ended the record. */
  boolean terminated;

  /**
   * @param maxChars no record is longer
   * @param maxColumns no record is looked at beyond so many fields
   * @param watchedColumn the column, from 0, whose place is to be told
   */
  RecordScanner(
      CharWindow window, char delimiter, int maxChars, int maxColumns, int watchedColumn) {
    this.window = window;
    this.delimiter = delimiter;
    this.maxChars = maxChars;
    this.maxColumns = maxColumns;
    this.watchedColumn = watchedColumn;
    for (char c = 0; c < ' '; c++) {
      kinds[c] = CONTROL;
    }
    kinds[0x7F] = CONTROL;
    kinds['\t'] = 0;
    kinds['\r'] = LINE_END;
    kinds['\n'] = LINE_END;
    kinds['"'] = QUOTE;
    kinds[delimiter] = DELIMITER;
  }

  /** Looks at the record that starts at {@code offset}; the fields say what was found. */
  void scan(int offset) throws IOException {
    start = offset;
    bound = offset + maxChars;
    columns = 0;
    lines = 1;
    lineNext = 0;
    watchedField = -1;
    literalQuotes = false;
    quotes = false;
    controls = false;
    terminated = false;
    int at = offset;
    while (true) {
      if (columns++ == watchedColumn) {
        watchedField = at;
      }
      lastField = at;
      int c = window.at(at);
      if (c == '"') {
        quotes = true;
        at = quotedField(at + 1);
        if (at < 0) {
          finishFirstLine(-at);
          return;
        }
        c = window.at(at);
        if (c != delimiter && c != '\r' && c != '\n' && c != AT_END) {
          end = End.BAD_QUOTE;
          finishFirstLine(at);
          return;
        }
      } else {
        at = plainField(at);
        if (at < 0) {
          finishFirstLine(-at);
          return;
        }
        c = window.at(at);
      }
      if (c != delimiter) {
        complete(at, c);
        return;
      }
      if (columns >= maxColumns) {
        end = End.TOO_LONG;
        finishFirstLine(at);
        return;
      }
      at++;
    }
  }

  /** Where the unquoted field from {@code fieldStart} ends, or minus the place of a failure. */
  private int plainField(int fieldStart) throws IOException {
    boolean quoteSeen = false;
    int at = fieldStart;
    while (true) {
      char[] chars = window.chars;
      int base = window.from;
      int available = Math.min(window.limit - base, bound + 1);
      while (at < available) {
        char c = chars[base + at];
        if (c < 128) {
          byte kind = kinds[c];
          if (kind != 0) {
            if (kind == DELIMITER || kind == LINE_END) {
              return at;
            }
            if (kind == CONTROL) {
              controls = true;
            } else if (!quoteSeen) {
              quoteSeen = true;
              quotes = true;
              literalQuotes = true;
              if (isBlank(fieldStart, at)) {
                end = End.BAD_QUOTE;
                return -at;
              }
            }
          }
        } else if (c <= 0x9F || c == 0xFFFD) {
          controls = true;
        }
        at++;
      }
      if (at > bound) {
        end = End.TOO_LONG;
        return -at;
      }
      if (!window.more()) {
        return at;
      }
    }
  }

  /** Where the field ends whose opening quote is before {@code at}, or minus a failure's place. */
  private int quotedField(int fieldStart) throws IOException {
    int at = fieldStart;
    while (true) {
      char[] chars = window.chars;
      int base = window.from;
      int available = Math.min(window.limit - base, bound + 1);
      int special = 0;
      while (at < available) {
        char c = chars[base + at];
        if (c < 128) {
          byte kind = kinds[c];
          if (kind == QUOTE || kind == LINE_END) {
            special = c;
            break;
          }
          if (kind == CONTROL) {
            controls = true;
          }
        } else if (c <= 0x9F || c == 0xFFFD) {
          controls = true;
        }
        at++;
      }
      if (special == '"') {
        if (window.at(at + 1) != '"') {
          return at + 1;
        }
        at += 2;
      } else if (special != 0) {
        at = lineEnd(at, special);
      } else if (at > bound) {
        end = End.TOO_LONG;
        return -at;
      } else if (!window.more()) {
        end = End.OPEN;
        return -at;
      }
    }
  }

  /** Notes a line end within quotes, and says where the next line starts. */
  private int lineEnd(int at, int c) throws IOException {
    int following = at + (c == '\r' && window.at(at + 1) == '\n' ? 2 : 1);
    if (lineNext == 0) {
      lineStop = at;
      lineNext = following;
      lineColumn = columns;
      lineField = lastField;
    }
    lines++;
    return following;
  }

  private void complete(int at, int c) throws IOException {
    if (at > bound) {
      end = End.TOO_LONG;
      finishFirstLine(at);
      return;
    }
    end = End.COMPLETE;
    stop = at;
    terminated = c != AT_END;
    next = at;
    if (terminated) {
      next += c == '\r' && window.at(at + 1) == '\n' ? 2 : 1;
    }
    if (lineNext == 0) {
      lineStop = at;
      lineNext = next;
    }
  }

  /**
   * Of a record that failed at {@code at}: where its first physical line ends, if within bounds.
   */
  private void finishFirstLine(int at) throws IOException {
    stop = at;
    next = at;
    if (lineNext != 0) {
      return;
    }
    int position = at;
    while (position <= bound) {
      int c = window.at(position);
      if (c == '\r' || c == '\n' || c == AT_END) {
        lineStop = position;
        lineNext = position;
        if (c != AT_END) {
          terminated = true;
          lineNext += c == '\r' && window.at(position + 1) == '\n' ? 2 : 1;
        }
        return;
      }
      position++;
    }
    end = End.TOO_LONG;
  }

  private boolean isBlank(int fieldStart, int at) {
    for (int i = fieldStart; i < at; i++) {
      char c = window.chars[window.from + i];
      if (!Character.isWhitespace(c) && !Character.isSpaceChar(c)) {
        return false;
      }
    }
    return true;
  }

  /** Whether, by this reading of the record, {@code position} is inside a quoted field. */
  boolean isQuoted(int position) {
    boolean quoted = false;
    boolean fieldStart = true;
    int closed = -2;
    for (int i = start; i < position; i++) {
      char c = window.chars[window.from + i];
      if (c == '"' && quoted) {
        quoted = false;
        closed = i;
      } else if (c == '"' && (fieldStart || closed == i - 1)) {
        quoted = true; // opened, or the second of a doubled one
      }
      fieldStart = !quoted && c == delimiter;
    }
    return quoted;
  }
}
