package io.chartdrop.records.file;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.TestTables;

class DynamoDbFilesIT extends FilesContract {
  private static final TableNames TABLES = TestTables.create();

  @Override
  protected FileLedger ledger() {
    return new DynamoDbFileLedger(TestTables.CLIENT, TABLES);
  }

  @Override
  protected FileClaims claims() {
    return new DynamoDbFileClaims(TestTables.CLIENT, TABLES, clock);
  }

  @Override
  protected ContentClaims contents() {
    return new DynamoDbContentClaims(TestTables.CLIENT, TABLES, clock);
  }

  @Override
  protected FileAnnouncements announcements() {
    return new DynamoDbFileLedger(TestTables.CLIENT, TABLES);
  }

  @Override
  protected FileErasure erasure() {
    return new DynamoDbFileErasure(TestTables.CLIENT, TABLES, clock);
  }

  @Override
  protected DaySummary summary() {
    return new DynamoDbDaySummary(TestTables.CLIENT, TABLES);
  }
}
