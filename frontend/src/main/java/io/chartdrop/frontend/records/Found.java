package io.chartdrop.frontend.records;

import io.chartdrop.frontend.api.PatientRecord;
import io.chartdrop.frontend.page.ClinicTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A visit as a line of the results.
 *
 * @param zone of {@code dateTime}
 * @param versions how many records there are of it
 */
record Found(
    String mrn,
    String lastName,
    String firstName,
    LocalDateTime dateTime,
    ZoneId zone,
    Excerpt note,
    int versions) {

  private record Visit(String mrn, LocalDateTime dateTime) {}

  /**
   * In the order of the records; a page of the API never splits a visit.
   *
   * @param wanted what was looked for in the notes, or blank
   */
  static List<Found> of(List<PatientRecord> records, String wanted) {
    Map<Visit, List<PatientRecord>> visits = new LinkedHashMap<>();
    for (PatientRecord record : records) {
      visits
          .computeIfAbsent(
              new Visit(record.medicalRecordNumber(), record.dateTime()), v -> new ArrayList<>())
          .add(record);
    }
    return visits.values().stream().map(versions -> of(versions, wanted, versions.size())).toList();
  }

  private static Found of(List<PatientRecord> versions, String wanted, int count) {
    PatientRecord latest = Visits.latest(versions);
    return new Found(
        latest.medicalRecordNumber(),
        latest.lastName(),
        latest.firstName(),
        latest.dateTime(),
        ZoneId.of(latest.timeZone()),
        Excerpt.of(latest.doctorsNotes(), wanted),
        count);
  }

  public String zoneName() {
    return new ClinicTime(zone).zoneName();
  }

  /** Where the visit stands on the patient's page. */
  public String anchor() {
    return Visits.anchor(dateTime);
  }
}
