package io.chartdrop.records.patient;

import java.util.Optional;

/** Whether a record is what was asked for; the last word behind every access path. */
final class RecordFilter {
  private final RecordQuery query;
  private final Optional<String> lastName;
  private final Optional<String> firstName;
  private final Optional<String> notes;

  RecordFilter(RecordQuery query) {
    this.query = query;
    lastName = query.lastName().map(Folding::name);
    firstName = query.firstName().map(Folding::name);
    notes = query.notes().map(Folding::note);
  }

  boolean matches(PatientRecord record) {
    return query.medicalRecordNumber().map(record.medicalRecordNumber()::equals).orElse(true)
        && query.from().map(day -> !record.dateTime().toLocalDate().isBefore(day)).orElse(true)
        && query.to().map(day -> !record.dateTime().toLocalDate().isAfter(day)).orElse(true)
        && lastName.map(prefix -> Folding.name(record.lastName()).startsWith(prefix)).orElse(true)
        && firstName.map(prefix -> Folding.name(record.firstName()).startsWith(prefix)).orElse(true)
        && notes.map(text -> Folding.note(record.doctorsNotes()).contains(text)).orElse(true);
  }
}
