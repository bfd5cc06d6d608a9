package io.chartdrop.operator;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.TenantRegistry;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The DynamoDB forms of what the commands look at. */
final class Stores {
  private Stores() {}

  static FileLedger ledger(DynamoDbClient client, TableNames tables) {
    throw new UnsupportedOperationException("ledger");
  }

  static RecordStore records(DynamoDbClient client, TableNames tables) {
    throw new UnsupportedOperationException("records");
  }

  static TenantRegistry tenants(DynamoDbClient client, TableNames tables) {
    throw new UnsupportedOperationException("tenants");
  }
}
