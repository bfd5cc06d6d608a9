package io.chartdrop.routes.csv;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.StringArrayHandler;

/**
 * Splits a record that a {@link RecordScanner} has framed. FastCSV reads whatever has a quote in
 * it; a record without one is cut at its delimiters, which needs no parser and is most of a file.
 */
final class CellSplitter {
  /** FastCSV has bounds of its own; ours were kept before. */
  private static final int MAX_CHARS = 1 << 29;

  private final CharWindow window;
  private final char delimiter;
  private final CsvReader.CsvReaderBuilder quoted;

  CellSplitter(CharWindow window, char delimiter) {
    this.window = window;
    this.delimiter = delimiter;
    this.quoted = CsvReader.builder().fieldSeparator(delimiter).skipEmptyLines(false);
  }

  /**
   * The cells of the complete record that {@code scanner} found at {@code start}; it has looked at
   * no more of it than its bounds allow.
   */
  String[] split(RecordScanner scanner, int start) {
    if (scanner.quotes) {
      return quoted.ofSingleCsvRecord(
          StringArrayHandler.of(
              limits ->
                  limits
                      .maxFields(scanner.columns + 1)
                      .maxRecordSize(MAX_CHARS)
                      .maxFieldSize(MAX_CHARS)),
          window.text(start, scanner.stop));
    }
    String[] cells = new String[scanner.columns];
    char[] chars = window.chars;
    int from = window.from + start;
    int stop = window.from + scanner.stop;
    int cell = 0;
    for (int at = from; at < stop; at++) {
      if (chars[at] == delimiter) {
        cells[cell++] = from == at ? "" : new String(chars, from, at - from);
        from = at + 1;
      }
    }
    cells[cell] = new String(chars, from, stop - from);
    return cells;
  }
}
