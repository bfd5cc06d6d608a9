package io.chartdrop.records.patient;

import java.util.Optional;

/**
 * One record that a query came across.
 *
 * @param sortKey its key on the access path, unique within the tenant
 * @param record empty if its key already ruled it out, or if it vanished since its key was read
 * @param bytes size of its item, or of the keys alone
 */
record Candidate(String sortKey, Optional<PatientRecord> record, long bytes) {}
