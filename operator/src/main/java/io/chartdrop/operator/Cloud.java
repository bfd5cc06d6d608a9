package io.chartdrop.operator;

import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.TenantRegistry;
import java.io.InputStream;

/** What the commands look at. Each part is made when a command first asks for it. */
interface Cloud extends AutoCloseable {
  FileLedger ledger();

  RecordStore records();

  TenantRegistry tenants();

  /** The object from its beginning; the caller closes it, at its end or before. */
  InputStream open(StoredObject object);

  @Override
  void close();
}
