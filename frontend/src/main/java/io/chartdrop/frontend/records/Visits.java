package io.chartdrop.frontend.records;

import io.chartdrop.frontend.api.PatientRecord;
import io.chartdrop.frontend.page.ClinicTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records of one patient, visit by visit. */
final class Visits {
  private static final Comparator<PatientRecord> AS_RECEIVED =
      Comparator.comparing(PatientRecord::receivedAt)
          .thenComparing(PatientRecord::fileId)
          .thenComparing(PatientRecord::line);
  private static final DateTimeFormatter IN_ANCHOR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd-HH-mm-ss-SSS");

  private Visits() {}

  /**
   * A visit with its versions as they came in, the latest last.
   *
   * @param versions at least one
   */
  record Visit(LocalDateTime dateTime, List<Version> versions, List<String> differences) {
    public String anchor() {
      return Visits.anchor(dateTime);
    }

    public ZoneId zone() {
      return ZoneId.of(latest().timeZone());
    }

    public String zoneName() {
      return new ClinicTime(zone()).zoneName();
    }

    PatientRecord latest() {
      return versions.get(versions.size() - 1).record();
    }

    public boolean isAmbiguous() {
      return versions.get(0).record().ambiguousTime();
    }
  }

  /** The latest visit first. */
  static List<Visit> of(List<PatientRecord> records) {
    Map<LocalDateTime, List<PatientRecord>> byTime = new TreeMap<>(Comparator.reverseOrder());
    records.stream()
        .sorted(AS_RECEIVED)
        .forEach(
            record ->
                byTime.computeIfAbsent(record.dateTime(), t -> new ArrayList<>()).add(record));
    return byTime.entrySet().stream()
        .map(entry -> visit(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Visit visit(LocalDateTime dateTime, List<PatientRecord> records) {
    List<Version> versions = Version.compared(records);
    return new Visit(dateTime, versions, Version.differences(versions));
  }

  static PatientRecord latest(List<PatientRecord> versions) {
    return versions.stream().max(AS_RECEIVED).orElseThrow();
  }

  static String anchor(LocalDateTime dateTime) {
    return "visit-" + IN_ANCHOR.format(dateTime);
  }
}
