package io.chartdrop.frontend.api;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Map;

/**
 * One row that a file brought.
 *
 * @param dateTime local to {@code timeZone}
 * @param ambiguousTime whether that time came twice that day; then {@code dateTimeUtc} is the
 *     earlier
 * @param extra the file's other columns by header, in the API's order
 * @param fileId the file that brought it first
 */
public record PatientRecord(
    String medicalRecordNumber,
    String firstName,
    String lastName,
    LocalDateTime dateTime,
    String timeZone,
    Instant dateTimeUtc,
    boolean ambiguousTime,
    String doctorsNotes,
    Map<String, String> extra,
    String fileId,
    long line,
    Instant receivedAt) {}
