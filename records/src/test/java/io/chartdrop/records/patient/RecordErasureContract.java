package io.chartdrop.records.patient;

import static io.chartdrop.records.patient.Visits.MONDAYS_FILE;
import static io.chartdrop.records.patient.Visits.RIVERSIDE;
import static io.chartdrop.records.patient.Visits.TUESDAYS_FILE;
import static io.chartdrop.records.patient.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.Fence;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every erasure promises. Each test begins with an empty store. */
public interface RecordErasureContract {
  TenantId RIVERSIDE_2 = new TenantId("riverside-2");

  RecordStore store();

  RecordErasure erasure();

  private void store(Visits... visits) {
    for (Visits visit : visits) {
      PatientRecord record = visit.build();
      store().store(record.tenant(), List.of(record), Fence.NONE);
    }
  }

  private List<String> left(TenantId tenant) {
    return store().find(tenant, RecordQuery.all()).items().stream()
        .map(PatientRecord::medicalRecordNumber)
        .sorted()
        .toList();
  }

  @Test
  default void file_isTakenBack_otherFilesStay() {
    // A1 and A2 by Monday's file · A3 by Tuesday's, which had A1 too · another clinic's file
    store(
        visit().of("A1").from(MONDAYS_FILE, 2),
        visit().of("A2").from(MONDAYS_FILE, 3),
        visit().of("A1").from(TUESDAYS_FILE, 2),
        visit().of("A3").from(TUESDAYS_FILE, 3),
        visit().of("A1").to(RIVERSIDE_2).from(MONDAYS_FILE, 2));

    assertThat(erasure().ofFile(RIVERSIDE, MONDAYS_FILE, looked -> {})).isEqualTo(2);

    assertThat(left(RIVERSIDE)).containsExactly("A3");
    assertThat(left(RIVERSIDE_2)).containsExactly("A1");
    assertThat(erasure().ofFile(RIVERSIDE, MONDAYS_FILE, looked -> {})).isZero();
  }

  @Test
  default void manyRecords_areAllFound() {
    // 450 records over all shards, in turn by one file and another
    List<PatientRecord> all = new ArrayList<>();
    for (int i = 0; i < 450; i++) {
      all.add(visit().of("M" + i).from(i % 2 == 0 ? MONDAYS_FILE : TUESDAYS_FILE, i).build());
    }
    for (int i = 0; i < all.size(); i += 50) {
      store().store(RIVERSIDE, all.subList(i, i + 50), Fence.NONE);
    }

    assertThat(erasure().ofFile(RIVERSIDE, MONDAYS_FILE, looked -> {})).isEqualTo(225);
    assertThat(erasure().ofTenant(RIVERSIDE, removed -> {})).isEqualTo(225);
    assertThat(left(RIVERSIDE)).isEmpty();
  }

  @Test
  default void patient_isRemoved_withAllVisits_andTheFilesAreNamed() {
    store(
        visit().of("A1").at("2026-03-01T09:30").from(MONDAYS_FILE, 2),
        visit().of("A1").at("2026-03-02T09:30").from(MONDAYS_FILE, 3),
        visit().of("A1").at("2026-03-03T09:30").from(TUESDAYS_FILE, 2),
        visit().of("A10").from(MONDAYS_FILE, 4),
        visit().of("A1").to(RIVERSIDE_2).from(MONDAYS_FILE, 2));

    assertThat(erasure().ofPatient(RIVERSIDE, "A1"))
        .isEqualTo(Map.of(MONDAYS_FILE, 2L, TUESDAYS_FILE, 1L));

    assertThat(left(RIVERSIDE)).containsExactly("A10");
    assertThat(left(RIVERSIDE_2)).containsExactly("A1");
    assertThat(erasure().ofPatient(RIVERSIDE, "A1")).isEmpty();
  }

  @Test
  default void tenant_isRemoved_itsNeighbourByNameStays() {
    store(visit().of("A1"), visit().of("#2#A1"), visit().of("A1").to(RIVERSIDE_2));

    assertThat(erasure().ofTenant(RIVERSIDE, removed -> {})).isEqualTo(2);

    assertThat(left(RIVERSIDE)).isEmpty();
    assertThat(left(RIVERSIDE_2)).containsExactly("A1");
  }
}
