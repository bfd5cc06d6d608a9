package io.chartdrop.records.file;

/** Where an object lies in S3. */
public record StoredObject(String bucket, String key) {}
