package io.chartdrop.routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.Blank;
import io.chartdrop.records.Fence;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.RowCode;
import io.chartdrop.records.tenant.Limits;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.routes.csv.Column.Role;
import io.chartdrop.routes.csv.RecordScanner.End;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The second pass: the rows of a file, one after the other, in memory bounded by the tenant's
 * longest row. A row whose quotes do not work costs its first physical line and reading goes on at
 * the next one; docs/csv.md has the rule. Not for use by several threads at once.
 *
 * <p>{@link #hasNext} and {@link #next} throw {@link UncheckedIOException} if the file cannot be
 * read or is no longer the one that was inspected: our fault, never the clinic's.
 */
public final class RowReader implements Iterator<Row>, AutoCloseable {
  static final String CUT_OFF =
      "The file ends within this row: the upload was cut off. Upload the whole file again.";

  /** Control-Z, that a person can neither see nor delete. */
  private static final String END_OF_DOS_FILE = "\u001A";

  private static final String QUOTING =
      "A quotation mark is left open or stands where none can be. Put quotation marks around the"
          + " whole value and write one inside it twice, without a backslash.";
  private static final String ROW_TOO_LONG =
      "The row is longer than a row may be; shorten it. Only its beginning is repeated here.";

  /** Of a row too long to keep, this much is shown, for somebody to find it by. */
  private static final int SHOWN_CHARS = 1000;

  private final CharWindow window;
  private final RecordScanner scanner;
  private final RecordScanner inner;
  private final CellSplitter splitter;
  private final RowCheck check;
  private final DateTimes dateTimes;
  private final CsvLayout layout;
  private final int width;
  private final int cellsPerRow;
  private final int maxRowBytes;
  private final int mrn;
  private final int dateTime;
  private final boolean overflowIsNotes;
  private long line;
  private @Nullable Row ahead;

  private RowReader(
      CharWindow window, CsvLayout layout, Tenant tenant, FileId fileId, Instant receivedAt) {
    this.window = window;
    this.layout = layout;
    this.width = layout.columns().size();
    this.cellsPerRow = layout.header().size();
    this.maxRowBytes = maxRowBytes(tenant.limits(), layout.mended());
    this.dateTime = layout.indexOf(Role.DATE_TIME);
    // A field too many is a finding, hundreds are not: the bound keeps a scan from running on.
    this.scanner =
        new RecordScanner(window, layout.delimiter(), maxRowBytes, 2 * width + 16, dateTime);
    this.inner = new RecordScanner(window, layout.delimiter(), maxRowBytes, width + 2, dateTime);
    this.splitter = new CellSplitter(window, layout.delimiter());
    this.dateTimes = new DateTimes(tenant.timeZone(), tenant.dateOrder());
    this.check = new RowCheck(tenant, layout, dateTimes, fileId, receivedAt);
    this.mrn = layout.indexOf(Role.MEDICAL_RECORD_NUMBER);
    this.overflowIsNotes = layout.indexOf(Role.DOCTORS_NOTES) == width - 1 && dateTime == width - 2;
    this.line = layout.bodyLine();
  }

  /**
   * Opens a file that {@link FileInspector} found readable.
   *
   * @param receivedAt when the file's version arrived
   * @param fence asked at each read from the disk: the next row may be a gigabyte of blank lines
   *     away
   */
  public static RowReader open(
      Path file, CsvLayout layout, Tenant tenant, FileId fileId, Instant receivedAt, Fence fence)
      throws IOException {
    InputStream in =
        SourceFile.open(file, layout.gzip(), tenant.limits().maxExpandedBytes(), fence);
    return read(in, layout, tenant, fileId, receivedAt);
  }

  static RowReader read(
      InputStream in, CsvLayout layout, Tenant tenant, FileId fileId, Instant receivedAt)
      throws IOException {
    try {
      CharWindow window = new CharWindow(in, layout.charset(), layout.cutInCharacter());
      window.skip(layout.bodyStart());
      return new RowReader(window, layout, tenant, fileId, receivedAt);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** A mended row also has our four cells and may have grown by doubled quotes. */
  private static int maxRowBytes(Limits limits, boolean mended) {
    long bytes = mended ? 2L * limits.maxRowBytes() + 4096 : limits.maxRowBytes();
    return (int) Math.min(bytes, 1 << 28);
  }

  @Override
  public boolean hasNext() {
    try {
      while (ahead == null && window.at(0) >= 0) {
        ahead = read();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ahead != null;
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = ahead;
    ahead = null;
    return Objects.requireNonNull(row);
  }

  /** What is odd about the rows so far but no fault, in sentences for the clinic. */
  public List<String> notices() {
    long count = check.scientificNumbers();
    return count == 0
        ? List.of()
        : List.of(
            count
                + " medical record numbers look like 1.23E+05, as Excel shortens long ones; they"
                + " were stored as written. Format that column as text and export again.");
  }

  /** Room taken by the characters that were looked at, for the test that bounds it. */
  int charsHeld() {
    return window.chars.length;
  }

  @Override
  public void close() throws IOException {
    window.close();
  }

  /** The row here, or null if it is blank or its rest is to be skipped; moves on behind it. */
  private @Nullable Row read() throws IOException {
    scanner.scan(0);
    if (scanner.lineNext == 0) {
      return lineTooLong();
    }
    if (scanner.end != End.COMPLETE) {
      return badQuoting();
    }
    if (scanner.lines > 1 && (scanner.literalQuotes || beginsWithRow() || hidesRow())) {
      return firstLine(RowCode.BAD_QUOTING, QUOTING);
    }
    Row row = scanner.stop == 0 ? null : complete();
    window.advance(scanner.next);
    line += scanner.lines;
    return row;
  }

  private @Nullable Row badQuoting() throws IOException {
    if (scanner.end == End.BAD_QUOTE || hidesRow()) {
      return firstLine(RowCode.BAD_QUOTING, QUOTING);
    }
    if (scanner.end == End.OPEN) {
      return firstLine(RowCode.TRUNCATED, CUT_OFF);
    }
    if (isBlank(scanner.lineStop)) {
      window.advance(scanner.lineNext);
      line++;
      return null;
    }
    return scanner.columns > width + 1
        ? firstLine(RowCode.COLUMN_COUNT, columnCount(scanner.columns))
        : firstLine(RowCode.TOO_LONG, ROW_TOO_LONG);
  }

  /**
   * Whether a line within the record looks like a row of its own, with a date that the record takes
   * for part of a quoted cell. Then a stray quote has run rows together, and the record is not to
   * be believed however well its quotes pair up. (A line may well show the record's own date,
   * behind a quoted cell of several lines: that is no sign.)
   */
  private boolean hidesRow() throws IOException {
    int at = scanner.lineNext;
    while (at < scanner.stop) {
      inner.scan(at);
      if (inner.lineNext == 0) {
        return false;
      }
      if (inner.end == End.COMPLETE && looksLikeRow(at) && isForeign(inner.watchedField)) {
        return true;
      }
      at = inner.lineNext;
    }
    return false;
  }

  /** Whether a date at {@code position} is not one of the record's own cells. */
  private boolean isForeign(int position) {
    return position < scanner.stop ? scanner.isQuoted(position) : !inner.literalQuotes;
  }

  private boolean looksLikeRow(int at) {
    if (inner.columns != width && inner.columns != width + 1) {
      return false;
    }
    String[] cells = splitter.split(inner, at);
    return !Blank.is(cells[mrn]) && dateTimes.looksLikeDate(cells[dateTime]);
  }

  /** Whether the first line is a whole row, its date included, if its open quote is just text. */
  private boolean beginsWithRow() {
    int before = scanner.lineColumn - 1;
    int column = before;
    int date = column == dateTime ? scanner.lineField + 1 : -1;
    int dateEnd = scanner.lineStop;
    for (int i = scanner.lineField; i < scanner.lineStop; i++) {
      if (window.chars[window.from + i] == layout.delimiter()) {
        if (column == dateTime) {
          dateEnd = i;
        }
        column++;
        if (column == dateTime) {
          date = i + 1;
        }
      }
    }
    return date >= 0
        && (column + 1 == width || column == width)
        && dateTimes.looksLikeDate(window.text(date, Math.max(date, dateEnd)));
  }

  private @Nullable Row complete() {
    if (isTooLong()) {
      return rejected(RowCode.TOO_LONG, ROW_TOO_LONG, raw(beginning()));
    }
    boolean last = !scanner.terminated;
    if (last && scanner.stop == 1 && text().equals(END_OF_DOS_FILE)) {
      return null;
    }
    int columns = scanner.columns;
    if (columns > width + 1
        || columns == width + 1
            && scanner.lastField < scanner.stop) { // beyond a trailing delimiter
      return isBlank(scanner.stop) ? null : tooManyCells(columns);
    }
    String[] cells = splitter.split(scanner, 0);
    if (cells.length != columns) { // two readings of one record: believe neither
      return rejected(RowCode.BAD_QUOTING, QUOTING, raw(text()));
    }
    if (Blank.is(cells[0]) && Arrays.stream(cells).allMatch(Blank::is)) {
      return null;
    }
    if (columns < width) {
      return tooFewCells(cells, last);
    }
    if (last && layout.cutInCharacter()) {
      return rejected(RowCode.TRUNCATED, CUT_OFF, raw(text()));
    }
    return check.check(
        line, columns == width ? cells : Arrays.copyOf(cells, width), scanner.controls, last);
  }

  /** The rest is the notes' if nothing else can follow the date; in other files nobody knows. */
  private Row tooManyCells(int columns) {
    List<String> cells = raw(text());
    if (overflowIsNotes && !scanner.quotes) {
      String delimiter = Character.toString(layout.delimiter());
      cells = Arrays.asList(text().split(Pattern.quote(delimiter), width));
    }
    return rejected(RowCode.COLUMN_COUNT, columnCount(columns), cells);
  }

  /** Padded, if a required cell is then blank: nobody takes the padded row for a good one. */
  private Row tooFewCells(String[] cells, boolean last) {
    boolean stillBad = false;
    for (Role role : RowCheck.REQUIRED) {
      stillBad |= layout.indexOf(role) >= cells.length;
    }
    List<String> kept = raw(text());
    if (stillBad && !layout.mended()) {
      String[] padded = Arrays.copyOf(cells, width);
      Arrays.fill(padded, cells.length, width, "");
      kept = Arrays.asList(padded);
    }
    return last
        ? rejected(RowCode.TRUNCATED, CUT_OFF, kept)
        : rejected(RowCode.COLUMN_COUNT, columnCount(cells.length), kept);
  }

  private String columnCount(int columns) {
    String found = columns > 2 * width + 15 ? "far more" : Integer.toString(columns);
    return "The row has "
        + found
        + " cells and the header "
        + width
        + ". Put quotation marks around a value that contains the delimiter, or add the missing"
        + " cells.";
  }

  private boolean isBlank(int stop) {
    for (int i = 0; i < stop; i++) {
      char c = window.chars[window.from + i];
      if (c != layout.delimiter() && !Blank.is(c)) {
        return false;
      }
    }
    return true;
  }

  private boolean isTooLong() {
    return scanner.stop > maxRowBytes / 3 && text().getBytes(UTF_8).length > maxRowBytes;
  }

  /** Rejects the first physical line of what was scanned, and moves on behind it. */
  private Row firstLine(RowCode code, String message) {
    Row row = rejected(code, message, raw(window.text(0, scanner.lineStop)));
    window.advance(scanner.lineNext);
    line++;
    return row;
  }

  private Row lineTooLong() throws IOException {
    Row row = rejected(RowCode.TOO_LONG, ROW_TOO_LONG, raw(beginning()));
    window.skipLine();
    line++;
    return row;
  }

  private Row rejected(RowCode code, String message, List<String> cells) {
    return new Row.Rejected(line, Optional.empty(), code, message, cells);
  }

  private String text() {
    return window.text(0, scanner.stop);
  }

  /** So much of a row that is too long, never half a character. */
  private String beginning() {
    int stop = Math.min(SHOWN_CHARS, maxRowBytes / 3);
    boolean half = stop > 0 && Character.isHighSurrogate(window.chars[window.from + stop - 1]);
    return window.text(0, half ? stop - 1 : stop);
  }

  private List<String> raw(String text) {
    String[] cells = new String[cellsPerRow];
    Arrays.fill(cells, "");
    cells[0] = text;
    return Arrays.asList(cells);
  }
}
