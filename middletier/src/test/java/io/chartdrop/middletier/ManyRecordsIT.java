package io.chartdrop.middletier;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.patient.PatientRecord;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A day that is larger than any clinic's, page by page. It takes a minute. */
@ApiTest
@Tag("attack")
class ManyRecordsIT implements EmbeddedCloud {
  private static final int RECORDS = 100_000;
  private static final int WRITERS = 16;
  private static final int CHUNK = 100;

  @Autowired private Clinics clinics;

  @Test
  void dayOf100000Records_comesOnce_inOrder() throws Exception {
    // somebody at each second of the day, and at some of them a second patient
    Clinic clinic = clinics.found();
    LocalDateTime midnight = LocalDateTime.parse("2026-03-01T00:00");
    List<PatientRecord> records = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      records.add(
          clinic.record(
              "N%06d".formatted(i),
              "Ann",
              "Oak",
              midnight.plusSeconds(i * 86_400L / RECORDS).toString(),
              "Note",
              Map.of()));
    }
    store(clinic, records);

    Api api = clinics.as(MINT.machine(clinic.id().value(), TokenMint.ALL_SCOPES));
    List<String> found = new ArrayList<>(RECORDS);
    String next = "";
    do {
      Api.Reply page = api.get("/records?from=2026-03-01&to=2026-03-01&limit=100" + next);
      found.addAll(page.all("medical_record_number"));
      next = page.next().isEmpty() ? "" : "&next=" + page.next();
    } while (!next.isEmpty());

    assertThat(found)
        .containsExactlyElementsOf(
            records.stream().map(PatientRecord::medicalRecordNumber).toList());
  }

  /** In no order, by many writers. */
  private static void store(Clinic clinic, List<PatientRecord> records) throws Exception {
    List<PatientRecord> mixed = new ArrayList<>(records);
    Collections.shuffle(mixed, new Random(1));
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<?>> stored = new ArrayList<>();
      for (int i = 0; i < RECORDS; i += CHUNK) {
        List<PatientRecord> chunk = mixed.subList(i, i + CHUNK);
        stored.add(writers.submit(() -> clinic.has(chunk)));
      }
      for (Future<?> chunk : stored) {
        chunk.get();
      }
    } finally {
      writers.shutdownNow();
    }
  }
}
