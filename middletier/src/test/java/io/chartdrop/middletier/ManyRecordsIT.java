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

/** A day that is larger than any clinic's, page by page. */
@ApiTest
class ManyRecordsIT implements EmbeddedCloud {
  private static final int WRITERS = 16;
  private static final int CHUNK = 100;

  @Autowired private Clinics clinics;

  @Test
  void dayOf5000Records_comesOnce_inOrder() throws Exception {
    dayComesOnce_inOrder(5_000);
  }

  /** It takes minutes. */
  @Test
  @Tag("attack")
  void dayOf100000Records_comesOnce_inOrder() throws Exception {
    dayComesOnce_inOrder(100_000);
  }

  /** Spread over the seconds of the day; of the many, some come in the same second. */
  private void dayComesOnce_inOrder(int count) throws Exception {
    Clinic clinic = clinics.found();
    LocalDateTime midnight = LocalDateTime.parse("2026-03-01T00:00");
    List<PatientRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(
          clinic.record(
              "N%06d".formatted(i),
              "Ann",
              "Oak",
              midnight.plusSeconds(i * 86_400L / count).toString(),
              "Note",
              Map.of()));
    }
    store(clinic, records);

    Api api = clinics.as(MINT.machine(clinic.id().value(), TokenMint.ALL_SCOPES));
    List<String> found = new ArrayList<>(count);
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
      for (int i = 0; i < records.size(); i += CHUNK) {
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
