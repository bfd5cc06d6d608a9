package io.chartdrop.records.patient;

import java.time.LocalDate;
import java.util.Optional;

/** Queries that read aloud, for tests. */
public final class RecordQueries {
  private RecordQueries() {}

  public static RecordQuery lastName(String prefix) {
    return query(null, prefix, null, null, null, null);
  }

  public static RecordQuery names(String lastName, String firstName) {
    return query(null, lastName, firstName, null, null, null);
  }

  public static RecordQuery days(String from, String to) {
    return query(null, null, null, from, to, null);
  }

  /** Any of them may be null. */
  public static RecordQuery query(
      String mrn, String lastName, String firstName, String from, String to, String notes) {
    return new RecordQuery(
        Optional.ofNullable(mrn),
        Optional.ofNullable(lastName),
        Optional.ofNullable(firstName),
        Optional.ofNullable(from).map(LocalDate::parse),
        Optional.ofNullable(to).map(LocalDate::parse),
        Optional.ofNullable(notes),
        RecordQuery.DEFAULT_LIMIT,
        Optional.empty());
  }

  public static RecordQuery limited(RecordQuery query, int limit) {
    return new RecordQuery(
        query.medicalRecordNumber(),
        query.lastName(),
        query.firstName(),
        query.from(),
        query.to(),
        query.notes(),
        limit,
        query.next());
  }
}
