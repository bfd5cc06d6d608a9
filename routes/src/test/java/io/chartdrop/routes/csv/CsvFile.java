package io.chartdrop.routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.Fence;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordKey;
import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Limits;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A file as a clinic sends it, read as the route reads it; tests say what should come of it. */
final class CsvFile {
  static final String HEADER =
      "medical_record_number,first_name,last_name,date_time,doctors_notes\n";
  static final Tenant RIVERSIDE =
      Tenant.of(new TenantId("riverside"), "Riverside Clinic", ZoneId.of("America/New_York"));
  static final FileId ID = new FileId("20260301T093000-0123456789ab");
  static final Instant RECEIVED = Instant.parse("2026-03-01T09:30:00Z");

  private final byte[] bytes;
  private String name = "daily.csv";
  private Tenant tenant = RIVERSIDE;

  private CsvFile(byte[] bytes) {
    this.bytes = bytes;
  }

  static CsvFile of(String text) {
    return new CsvFile(text.getBytes(UTF_8));
  }

  static CsvFile of(byte[] bytes) {
    return new CsvFile(bytes);
  }

  static CsvFile of(String text, Charset charset) {
    return new CsvFile(text.getBytes(charset));
  }

  /** Rows below the usual header. */
  static CsvFile rows(String... rows) {
    return of(HEADER + String.join("\n", rows) + "\n");
  }

  static CsvFile resource(String name) throws IOException {
    try (var in = CsvFile.class.getResourceAsStream("/csv/" + name)) {
      return of(in.readAllBytes()).named(name);
    }
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Tenant tenant(
      DateOrder order, Charset charset, Map<String, String> aliases, Limits limits) {
    return new Tenant(
        RIVERSIDE.id(),
        RIVERSIDE.name(),
        RIVERSIDE.timeZone(),
        order,
        charset,
        aliases,
        limits,
        true);
  }

  static Tenant aliases(Map<String, String> aliases) {
    return tenant(DateOrder.MDY, RIVERSIDE.charset(), aliases, Limits.DEFAULT);
  }

  static Tenant limits(Limits limits) {
    return tenant(DateOrder.MDY, RIVERSIDE.charset(), Map.of(), limits);
  }

  CsvFile named(String name) {
    this.name = name;
    return this;
  }

  CsvFile from(Tenant tenant) {
    this.tenant = tenant;
    return this;
  }

  Inspection inspect() {
    return onDisk(path -> FileInspector.inspect(path, name, tenant, Fence.NONE));
  }

  Inspection.Readable readable() {
    Inspection inspection = inspect();
    assertThat(inspection).isInstanceOf(Inspection.Readable.class);
    return (Inspection.Readable) inspection;
  }

  Problem problem() {
    Inspection inspection = inspect();
    assertThat(inspection).isInstanceOf(Inspection.Unreadable.class);
    return ((Inspection.Unreadable) inspection).problem();
  }

  FileCode code() {
    return problem().code();
  }

  List<Row> read() {
    Inspection.Readable readable = readable();
    return onDisk(
        path -> {
          List<Row> rows = new ArrayList<>();
          try (RowReader reader =
              RowReader.open(path, readable.layout(), tenant, ID, RECEIVED, Fence.NONE)) {
            reader.forEachRemaining(rows::add);
          }
          return rows;
        });
  }

  /** Per row {@code line mrn} or {@code line column CODE}. */
  List<String> outcome() {
    return read().stream().map(CsvFile::outcome).toList();
  }

  static String outcome(Row row) {
    if (row instanceof Row.Rejected no) {
      return no.line() + no.column().map(c -> " " + c).orElse("") + " " + no.code();
    }
    return row.line() + " " + ((Row.Valid) row).record().medicalRecordNumber();
  }

  List<PatientRecord> records() {
    return read().stream()
        .filter(Row.Valid.class::isInstance)
        .map(row -> ((Row.Valid) row).record())
        .toList();
  }

  List<RecordKey> keys() {
    return records().stream().map(PatientRecord::key).toList();
  }

  List<Row.Rejected> rejects() {
    return read().stream()
        .filter(Row.Rejected.class::isInstance)
        .map(Row.Rejected.class::cast)
        .toList();
  }

  /** The rejects file of this one, written as the route writes it. */
  CsvFile rejectsFile() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(RejectsFile.header(readable().layout()));
    rejects().forEach(row -> rows.add(RejectsFile.cells(row)));
    return written(rows).from(tenant);
  }

  static CsvFile written(List<List<String>> rows) {
    StringWriter text = new StringWriter();
    try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
      printer.printRecords(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(text.toString());
  }

  String text() {
    return new String(bytes, UTF_8);
  }

  private interface Use<T> {
    T of(Path path) throws IOException;
  }

  private <T> T onDisk(Use<T> use) {
    try {
      Path path = Files.createTempFile("chartdrop", ".csv");
      try {
        Files.write(path, bytes);
        return use.of(path);
      } finally {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
