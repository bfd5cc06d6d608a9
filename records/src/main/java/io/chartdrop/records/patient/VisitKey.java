package io.chartdrop.records.patient;

import java.time.LocalDateTime;

/** A patient's visit: records of one visit that differ in content are versions of it. */
public record VisitKey(String medicalRecordNumber, LocalDateTime dateTime) {}
