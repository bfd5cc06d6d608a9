package io.chartdrop.frontend.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.api.PatientRecord;
import io.chartdrop.frontend.records.Visits.Visit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisitsTest {
  private static final String MORNING = "2026-03-01T09:30:00";
  private static final String EVENING = "2026-03-01T18:00:00";

  private static PatientRecord record(String at, String notes, String ward, String received) {
    return new PatientRecord(
        "A1",
        "Ama",
        "Oak",
        LocalDateTime.parse(at),
        "America/New_York",
        Instant.parse("2026-03-01T14:30:00Z"),
        false,
        notes,
        Map.of("ward", ward),
        "20260302T141500-0123456789ab",
        2,
        Instant.parse(received));
  }

  @Test
  void latestVisit_comesFirst() {
    assertThat(
            Visits.of(
                List.of(
                    record(MORNING, "a", "B2", "2026-03-02T00:00:00Z"),
                    record(EVENING, "b", "B2", "2026-03-02T00:00:00Z"))))
        .extracting(Visit::dateTime)
        .containsExactly(LocalDateTime.parse(EVENING), LocalDateTime.parse(MORNING));
  }

  @Test
  void versionsOfOneVisit_standTogether_asTheyCameIn_withWhatDiffers() {
    // the corrected note came later, and comes first from the API
    Visit visit =
        Visits.of(
                List.of(
                    record(MORNING, "Right knee", "B2", "2026-03-04T00:00:00Z"),
                    record(MORNING, "Left knee", "B2", "2026-03-02T00:00:00Z")))
            .get(0);
    assertThat(visit.versions())
        .extracting(version -> version.record().doctorsNotes())
        .containsExactly("Left knee", "Right knee");
    assertThat(visit.latest().doctorsNotes()).isEqualTo("Right knee");
    assertThat(visit.differences()).containsExactly("doctors_notes");
  }

  @Test
  void extraColumnThatOneVersionLacks_isADifference() {
    PatientRecord with = record(MORNING, "a", "B2", "2026-03-02T00:00:00Z");
    PatientRecord without =
        new PatientRecord(
            with.medicalRecordNumber(),
            with.firstName(),
            with.lastName(),
            with.dateTime(),
            with.timeZone(),
            with.dateTimeUtc(),
            false,
            with.doctorsNotes(),
            Map.of(),
            with.fileId(),
            3,
            with.receivedAt());
    assertThat(Visits.of(List.of(with, without)).get(0).differences()).containsExactly("ward");
  }
}
