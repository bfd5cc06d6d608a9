package io.chartdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecordHandler;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A row as {@code rejects.csv} tells of it.
 *
 * @param line physical line of the original file, from 1
 * @param column empty where the row as a whole is at fault
 * @param message what is wrong and how to mend it
 */
record RejectedRow(String line, String column, String code, String message) {

  /** The first rows of a rejects file; the rest of it is not read. */
  static List<RejectedRow> first(int limit, InputStream csv) {
    // a clinic's header may have several cells without a name
    NamedCsvRecordHandler handler =
        NamedCsvRecordHandler.builder().allowDuplicateHeaderFields(true).build();
    Stream<NamedCsvRecord> rows =
        CsvReader.builder().build(handler, new InputStreamReader(csv, UTF_8)).stream();
    return rows.limit(limit).map(RejectedRow::of).toList();
  }

  private static RejectedRow of(NamedCsvRecord row) {
    return new RejectedRow(
        cell(row, "chartdrop_line"),
        cell(row, "chartdrop_column"),
        cell(row, "chartdrop_code"),
        cell(row, "chartdrop_message"));
  }

  private static String cell(NamedCsvRecord row, String column) {
    Optional<String> found = row.findField(column);
    return found.orElse("");
  }
}
