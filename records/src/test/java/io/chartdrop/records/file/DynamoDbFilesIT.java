package io.chartdrop.records.file;

import io.chartdrop.records.TestDynamoDb;

class DynamoDbFilesIT extends FilesContract {
  @Override
  protected FileLedger ledger() {
    return new DynamoDbFileLedger(TestDynamoDb.client(), TestDynamoDb.tables());
  }

  @Override
  protected FileClaims claims() {
    return new DynamoDbFileClaims(TestDynamoDb.client(), TestDynamoDb.tables(), clock);
  }

  @Override
  protected ContentClaims contents() {
    return new DynamoDbContentClaims(TestDynamoDb.client(), TestDynamoDb.tables(), clock);
  }
}
