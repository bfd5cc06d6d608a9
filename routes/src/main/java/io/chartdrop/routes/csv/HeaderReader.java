package io.chartdrop.routes.csv;

import io.chartdrop.records.Blank;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.routes.csv.RecordScanner.End;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the header of a file, and by it the delimiter: that one of {@code , ; tab |} by which most
 * required columns are found, then by which most columns are.
 */
final class HeaderReader {
  /** Far beyond any tenant's limit, and no further: a header is held in memory. */
  private static final int MAX_FIELDS = 100_000;

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  private final CharWindow window;
  private final Tenant tenant;
  private final int maxChars;
  private long bodyStart;
  private long line = 1;
  private @Nullable ColumnRoles best;
  private char delimiter;
  private boolean controls;

  HeaderReader(CharWindow window, Tenant tenant) {
    this.window = window;
    this.tenant = tenant;
    // A rejects file adds four columns and quotes; the header of a file that just fits must pass.
    this.maxChars = (int) Math.min(2L * tenant.limits().maxRowBytes() + 4096, 1 << 28);
  }

  /**
   * Reads the header; the window then stands at the first row.
   *
   * @return what is wrong with it, or empty: then {@link #layout} says what was found
   */
  Optional<Problem> read() throws IOException {
    Optional<Problem> above = skipBlanksAbove();
    if (above.isPresent()) {
      return above;
    }
    char[] candidates = DELIMITERS;
    char hint = excelHint();
    if (hint != 0) {
      candidates = new char[] {hint};
    }
    int next = 0;
    int lines = 0;
    for (char candidate : candidates) {
      RecordScanner scanner = new RecordScanner(window, candidate, maxChars, MAX_FIELDS, 0);
      scanner.scan(0);
      if (scanner.lineNext == 0) {
        return tooLarge("The header row is longer than a row may be; is there no line end?");
      }
      if (scanner.end == End.COMPLETE) {
        ColumnRoles roles =
            ColumnRoles.of(new CellSplitter(window, candidate).split(scanner, 0), tenant);
        if (best == null || roles.isBetterThan(best)) {
          best = roles;
          delimiter = candidate;
          controls = scanner.controls;
          next = scanner.next;
          lines = scanner.lines;
        }
      } else if (scanner.columns == MAX_FIELDS) {
        return tooManyColumns();
      }
    }
    window.advance(next);
    bodyStart += next;
    line += lines;
    return problem();
  }

  private Optional<Problem> problem() {
    if (best == null) {
      return Optional.of(
          new Problem(
              FileCode.MISSING_COLUMN,
              "The quotation marks of the first row do not pair up, so no column is found in it."
                  + " Write the header row without quotation marks."));
    }
    if (best.width() > tenant.limits().maxColumns()) {
      return tooManyColumns();
    }
    Optional<Problem> problem = best.problem();
    if (problem.isEmpty() && controls) {
      return Optional.of(
          new Problem(
              FileCode.NOT_CSV,
              "The header row has control characters or U+FFFD in it; export the file as plain CSV"
                  + " again."));
    }
    return problem;
  }

  CsvLayout layout(Charset charset, boolean gzip, boolean cutInCharacter) {
    if (best == null) {
      throw new IllegalStateException("No header was read");
    }
    return new CsvLayout(
        charset, gzip, delimiter, best.columns(), bodyStart, line, best.mended(), cutInCharacter);
  }

  /** Blank lines and lines of delimiters only are no title: they are passed over. */
  private Optional<Problem> skipBlanksAbove() throws IOException {
    int at = 0;
    int c = window.at(0);
    while (c >= 0 && at <= maxChars) {
      if (c == '\n' || c == '\r') {
        at += c == '\r' && window.at(at + 1) == '\n' ? 2 : 1;
        window.advance(at);
        bodyStart += at;
        line++;
        at = 0;
      } else if (Blank.is((char) c) || ",;|\"".indexOf(c) >= 0) {
        at++;
      } else {
        return Optional.empty();
      }
      c = window.at(at);
    }
    return c < 0
        ? Optional.of(FileInspector.empty())
        : tooLarge("The header row is longer than a row may be.");
  }

  /** Takes Excel's own first line, {@code sep=;}, and says which delimiter it names, or 0. */
  private char excelHint() throws IOException {
    for (int i = 0; i < 5; i++) {
      if (window.at(i) < 0) {
        return 0;
      }
    }
    char hint = window.chars[window.from + 4];
    int end = window.at(5);
    if (!window.text(0, 4).toLowerCase(Locale.ROOT).equals("sep=")
        || new String(DELIMITERS).indexOf(hint) < 0
        || end != '\r' && end != '\n') {
      return 0;
    }
    int length = end == '\r' && window.at(6) == '\n' ? 7 : 6;
    window.advance(length);
    bodyStart += length;
    line++;
    return hint;
  }

  private Optional<Problem> tooManyColumns() {
    return tooLarge(
        "The file has more than "
            + tenant.limits().maxColumns()
            + " columns; leave out those nobody needs.");
  }

  private static Optional<Problem> tooLarge(String message) {
    return Optional.of(new Problem(FileCode.TOO_LARGE, message));
  }
}
