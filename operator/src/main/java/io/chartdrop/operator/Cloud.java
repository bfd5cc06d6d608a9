package io.chartdrop.operator;

import io.chartdrop.records.file.FileAnnouncements;
import io.chartdrop.records.file.FileErasure;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.patient.RecordErasure;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.TenantRegistry;

/** What the commands look at and change. Each part is made when a command first asks for it. */
interface Cloud extends AutoCloseable {
  FileLedger ledger();

  FileAnnouncements announcements();

  RecordStore records();

  RecordErasure recordErasure();

  FileErasure fileErasure();

  TenantRegistry tenants();

  Objects objects();

  @Override
  void close();
}
