package io.chartdrop.middletier.records;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordPage;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A page of records as the contract spells it. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RecordPageJson(List<RecordJson> items, Optional<String> next) {

  static RecordPageJson of(RecordPage page) {
    return new RecordPageJson(page.items().stream().map(RecordJson::of).toList(), page.next());
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record RecordJson(
      String medicalRecordNumber,
      String firstName,
      String lastName,
      String dateTime,
      String timeZone,
      String dateTimeUtc,
      boolean ambiguousTime,
      String doctorsNotes,
      Map<String, String> extra,
      String fileId,
      long line,
      String receivedAt) {

    static RecordJson of(PatientRecord record) {
      return new RecordJson(
          record.medicalRecordNumber(),
          record.firstName(),
          record.lastName(),
          DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(record.dateTime()),
          record.timeZone().getId(),
          record.dateTimeUtc().toString(),
          record.ambiguousTime(),
          record.doctorsNotes(),
          record.extra(),
          record.fileId().value(),
          record.line(),
          record.receivedAt().toString());
    }
  }
}
