package io.chartdrop.middletier.access;

import io.chartdrop.records.file.DaySummary;
import io.chartdrop.records.file.FileAnnouncements;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.patient.RecordStore;
import software.amazon.awssdk.services.s3.S3Client;

/** All that one tenant's requests may touch, by rights that reach no other tenant's data. */
public record TenantStores(
    RecordStore records,
    FileLedger ledger,
    FileAnnouncements announcements,
    DaySummary summary,
    S3Client s3) {}
