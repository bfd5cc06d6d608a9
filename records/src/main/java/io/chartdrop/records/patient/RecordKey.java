package io.chartdrop.records.patient;

/**
 * The identity of a record within its tenant: patient, local time and content.
 *
 * @param visit {@code {mrn, local time}}
 */
public record RecordKey(VisitKey visit, Fingerprint fingerprint) {}
