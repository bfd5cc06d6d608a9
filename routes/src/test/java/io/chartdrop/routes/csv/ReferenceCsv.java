package io.chartdrop.routes.csv;

import java.util.ArrayList;
import java.util.List;

/**
 * A second reading of CSV, to hold ours against: RFC 4180 and nothing else, the whole text at once,
 * and no line of it shared with the reader. It knows only well-formed text.
 */
final class ReferenceCsv {
  /** A record, and the physical line it starts on, from 1. */
  record Line(long line, List<String> cells) {}

  private final String text;
  private final char delimiter;
  private int at;
  private long line = 1;

  private ReferenceCsv(String text, char delimiter) {
    this.text = text;
    this.delimiter = delimiter;
  }

  /** All records of which any cell is not blank, the header among them. */
  static List<Line> read(String text, char delimiter) {
    ReferenceCsv csv = new ReferenceCsv(text, delimiter);
    List<Line> lines = new ArrayList<>();
    while (csv.at < text.length()) {
      Line record = csv.record();
      if (!record.cells().stream().allMatch(ReferenceCsv::isBlank)) {
        lines.add(record);
      }
    }
    return lines;
  }

  /** As many as CR, LF and CRLF end, and one more for what is behind the last. */
  static long lines(String text) {
    return 1 + text.replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count();
  }

  static boolean isBlank(String cell) {
    return cell.chars().allMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c));
  }

  private Line record() {
    long start = line;
    List<String> cells = new ArrayList<>();
    cells.add(cell());
    while (at < text.length() && text.charAt(at) == delimiter) {
      at++;
      cells.add(cell());
    }
    if (text.startsWith("\r\n", at)) {
      at += 2;
    } else if (at < text.length()) {
      if (text.charAt(at) != '\r' && text.charAt(at) != '\n') {
        throw new IllegalArgumentException("Not well-formed at " + at);
      }
      at++;
    }
    line = lines(text.substring(0, at));
    return new Line(start, cells);
  }

  private String cell() {
    return at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
  }

  private String plain() {
    int start = at;
    while (at < text.length() && "\r\n".indexOf(text.charAt(at)) < 0) {
      if (text.charAt(at) == delimiter) {
        break;
      }
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    int start = ++at;
    int end = text.indexOf('"', at);
    while (end >= 0 && text.startsWith("\"\"", end)) {
      end = text.indexOf('"', end + 2);
    }
    if (end < 0) {
      throw new IllegalArgumentException("A quote is left open");
    }
    at = end + 1;
    return text.substring(start, end).replace("\"\"", "\"");
  }
}
