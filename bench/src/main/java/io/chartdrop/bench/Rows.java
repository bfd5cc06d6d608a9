package io.chartdrop.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.tenant.TenantId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;

/**
 * Rows of invented patients, all of one family of numbers, about 200 bytes each; the n-th is always
 * the same.
 *
 * @param family begins every medical record number
 */
record Rows(String family) {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final LocalDateTime FIRST = LocalDateTime.of(2026, 1, 5, 8, 0);
  private static final FileId FILE = new FileId("20260105T080000-0123456789ab");
  private static final Instant RECEIVED = Instant.parse("2026-01-05T13:00:00Z");
  private static final String[] FIRST_NAMES = {
    "Ama", "Bela", "Carla", "Dmitri", "Esther", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kira"
  };
  private static final String[] STEMS = {
    "Adler", "Brook", "Castell", "Dorn", "Ekeland", "Farrow", "Gold", "Hollis", "Ibarra", "Jansen"
  };
  private static final String[] ENDINGS = {"", "berg", "son", "man", "ova", "stein", "field"};
  private static final String NOTE =
      "Follow-up after the last visit, no fever, medication well tolerated, return in six weeks."
          + " Blood pressure 128 over 81, weight unchanged. Entry ";

  String number(long row) {
    return "%s%07d".formatted(family, row);
  }

  static String lastName(long row) {
    return STEMS[(int) (row % STEMS.length)] + ENDINGS[(int) (row / STEMS.length % ENDINGS.length)];
  }

  private static String firstName(long row) {
    return FIRST_NAMES[(int) (row % FIRST_NAMES.length)];
  }

  /** In winter: no row falls into the hour that spring leaves out. */
  private static LocalDateTime at(long row) {
    return FIRST.plusMinutes(row % 60_000);
  }

  PatientRecord record(TenantId tenant, long row) {
    LocalDateTime at = at(row);
    return new PatientRecord(
        tenant,
        number(row),
        firstName(row),
        lastName(row),
        at,
        ZONE,
        at.atZone(ZONE).toInstant(),
        false,
        NOTE + row,
        Map.of(),
        FILE,
        row + 2,
        RECEIVED);
  }

  byte[] csv(int rows) {
    StringWriter text = new StringWriter();
    write(text, rows);
    return text.toString().getBytes(UTF_8);
  }

  Path csv(Path file, int rows) throws IOException {
    try (BufferedWriter text = Files.newBufferedWriter(file)) {
      write(text, rows);
    }
    return file;
  }

  private void write(Writer text, int rows) {
    try {
      text.write("medical_record_number,first_name,last_name,date_time,doctors_notes\n");
      for (int row = 0; row < rows; row++) {
        text.write(number(row) + "," + firstName(row) + "," + lastName(row) + "," + at(row));
        text.write(",\"" + NOTE + row + "\"\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
