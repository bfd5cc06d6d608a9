package io.chartdrop.journeys;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** CSV text as another program would write and read it. */
final class Csv {
  static final List<String> HEADER =
      List.of("medical_record_number", "first_name", "last_name", "date_time", "doctors_notes");

  private Csv() {}

  static String of(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().build(text)) {
      rows.forEach(writer::writeRecord);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static List<List<String>> cells(String csv) {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().ofCsvRecord(csv.replaceFirst("^\uFEFF", ""))) {
      return reader.stream().map(CsvRecord::getFields).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
