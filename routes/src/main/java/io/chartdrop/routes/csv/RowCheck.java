package io.chartdrop.routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.Blank;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FormulaGuard;
import io.chartdrop.records.file.RowCode;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.routes.csv.Column.Role;
import io.chartdrop.routes.csv.DateTimes.Moment;
import io.chartdrop.routes.csv.DateTimes.NoMoment;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a row of cells that fit the header: a record, or the first reason why not. */
final class RowCheck {
  static final List<Role> REQUIRED =
      List.of(
          Role.MEDICAL_RECORD_NUMBER,
          Role.FIRST_NAME,
          Role.LAST_NAME,
          Role.DATE_TIME,
          Role.DOCTORS_NOTES);

  private final Tenant tenant;
  private final FileId fileId;
  private final Instant receivedAt;
  private final DateTimes dateTimes;
  private final List<Column> columns;
  private final boolean mended;
  private final int[] required = new int[REQUIRED.size()];
  private final int[] extras;
  private final int[] originals;
  private long scientificNumbers;

  RowCheck(
      Tenant tenant, CsvLayout layout, DateTimes dateTimes, FileId fileId, Instant receivedAt) {
    this.tenant = tenant;
    this.fileId = fileId;
    this.receivedAt = receivedAt;
    this.dateTimes = dateTimes;
    this.columns = layout.columns();
    this.mended = layout.mended();
    for (Role role : REQUIRED) {
      required[role.ordinal()] = layout.indexOf(role);
    }
    this.extras = indexes(Role.EXTRA, true);
    this.originals = indexes(Role.CHARTDROP, false);
  }

  private int[] indexes(Role role, boolean wanted) {
    int[] found = new int[columns.size()];
    int count = 0;
    for (int i = 0; i < columns.size(); i++) {
      if ((columns.get(i).role() == role) == wanted) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }

  /**
   * @param cells one for each column of the layout; taken over, not copied
   * @param controls whether a cell may hold a character that no text has
   * @param last whether the file ended with this row and without a line end
   */
  Row check(long line, String[] cells, boolean controls, boolean last) {
    cells[0] = withoutMark(cells[0]);
    if (mended) {
      for (int i = 0; i < cells.length; i++) {
        cells[i] = FormulaGuard.unguard(cells[i]);
      }
    }
    if (controls) {
      for (int i = 0; i < cells.length; i++) {
        if (hasControl(cells[i])) {
          return control(line, cells, i);
        }
      }
    }
    for (int i = 0; i < required.length; i++) {
      if (Blank.is(cells[required[i]])) {
        return missing(line, cells, required[i], last);
      }
    }
    String mrn = Blank.stripUnseen(cells[required[0]]);
    if (mrn.isEmpty()) {
      return missing(line, cells, required[0], last);
    }
    if (mrn.length() * 3 > PatientRecord.MAX_MRN_BYTES
        && mrn.getBytes(UTF_8).length > PatientRecord.MAX_MRN_BYTES) {
      return rejected(
          line,
          cells,
          required[0],
          RowCode.TOO_LONG,
          "A medical record number has at most 128 bytes; correct it.");
    }
    if (hasUnseen(mrn)) {
      return control(line, cells, required[0]);
    }
    DateTimes.Reading reading = dateTimes.read(cells[required[3]]);
    if (reading instanceof NoMoment none) {
      return rejected(line, cells, required[3], none.code(), none.message());
    }
    if (isScientific(mrn)) {
      scientificNumbers++;
    }
    Moment moment = (Moment) reading;
    PatientRecord record =
        new PatientRecord(
            tenant.id(),
            mrn,
            cells[required[1]],
            cells[required[2]],
            moment.local(),
            tenant.timeZone(),
            moment.utc(),
            moment.ambiguous(),
            cells[required[4]],
            extra(cells),
            fileId,
            line,
            receivedAt);
    return new Row.Valid(record, originals(cells));
  }

  private Row missing(long line, String[] cells, int index, boolean last) {
    if (last && Blank.is(cells[cells.length - 1])) {
      return rejected(line, cells, index, RowCode.TRUNCATED, RowReader.CUT_OFF);
    }
    return rejected(
        line,
        cells,
        index,
        RowCode.MISSING_VALUE,
        "The row has no " + columns.get(index).name() + "; fill it in.");
  }

  private Row control(long line, String[] cells, int index) {
    return rejected(
        line,
        cells,
        index,
        RowCode.CONTROL_CHARACTER,
        "The cell has a control character (such as NUL, or a line break or an invisible character"
            + " in a record number) or U+FFFD, the mark of a damaged export; remove it.");
  }

  private Row.Rejected rejected(
      long line, String[] cells, int index, RowCode code, String message) {
    return new Row.Rejected(
        line, Optional.of(columns.get(index).shownName()), code, message, originals(cells));
  }

  private Map<String, String> extra(String[] cells) {
    if (extras.length == 0) {
      return Map.of();
    }
    Map<String, String> extra = new LinkedHashMap<>();
    for (int index : extras) {
      if (!Blank.is(cells[index])) {
        extra.put(columns.get(index).name(), cells[index]);
      }
    }
    return extra;
  }

  private List<String> originals(String[] cells) {
    String[] kept = cells;
    if (originals.length < cells.length) {
      kept = new String[originals.length];
      for (int i = 0; i < kept.length; i++) {
        kept[i] = cells[originals[i]];
      }
    }
    return Collections.unmodifiableList(Arrays.asList(kept));
  }

  /** How many record numbers so far look as if Excel had rewritten them. */
  long scientificNumbers() {
    return scientificNumbers;
  }

  private static boolean hasControl(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == 0xFFFD || Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\n') {
        return true;
      }
    }
    return false;
  }

  /** A line break or tab, or a character that nobody sees: one more patient nobody could find. */
  private static boolean hasUnseen(String mrn) {
    for (int i = 0; i < mrn.length(); i++) {
      char c = mrn.charAt(i);
      if (c < ' ' || c > 127 && Character.getType(mrn.codePointAt(i)) == Character.FORMAT) {
        return true;
      }
    }
    return false;
  }

  /** The mark of a file that was joined to the end of another stands before a row's first cell. */
  private static String withoutMark(String cell) {
    return !cell.isEmpty() && cell.charAt(0) == RejectsFile.BOM ? cell.substring(1) : cell;
  }

  /** {@code 1.23E+05}: digits, perhaps a point, E, a sign, digits. */
  private static boolean isScientific(String mrn) {
    int e = mrn.indexOf('E');
    if (e < 1 || e + 2 >= mrn.length() || "+-".indexOf(mrn.charAt(e + 1)) < 0) {
      return false;
    }
    for (int i = 0; i < mrn.length(); i++) {
      char c = mrn.charAt(i);
      if (i != e && i != e + 1 && c != '.' && c != ',' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }
}
