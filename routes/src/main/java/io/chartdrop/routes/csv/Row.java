package io.chartdrop.routes.csv;

import io.chartdrop.records.file.RowCode;
import io.chartdrop.records.patient.PatientRecord;
import java.util.List;
import java.util.Optional;

/**
 * One row of a file, good or not. What it holds is a patient's: neither its message nor its text
 * form repeats a cell.
 */
public sealed interface Row permits Row.Valid, Row.Rejected {

  /** Physical line of the file on which the row starts, from 1. */
  long line();

  /**
   * The row as the file had it, one cell for each of {@link CsvLayout#header()}. Of a row that does
   * not fit the header the first cell has the whole text and the others are empty, but where more
   * is sure: a row too short is padded if it is rejected even so, and of one too long the rest is
   * the notes' where nothing else can follow the date.
   */
  List<String> cells();

  /** A row that became a record. */
  record Valid(PatientRecord record, List<String> cells) implements Row {
    @Override
    public long line() {
      return record.line();
    }

    @Override
    public String toString() {
      return "Valid[line " + line() + "]";
    }
  }

  /**
   * A row that cannot be stored as it is.
   *
   * @param column the column at fault by its own name, such as {@code date_time}, where it is one
   * @param message what is wrong and the cure, without the row's content
   */
  record Rejected(
      long line, Optional<String> column, RowCode code, String message, List<String> cells)
      implements Row {
    @Override
    public String toString() {
      return "Rejected[line " + line + ", " + code + "]";
    }
  }
}
