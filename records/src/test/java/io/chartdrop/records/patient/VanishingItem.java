package io.chartdrop.records.patient;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** A table that loses one item between the reading of an index and that of the items. */
final class VanishingItem implements DynamoDbClient {
  private final DynamoDbClient client;
  private final String table;
  private final RecordKeys.ItemKey gone;

  VanishingItem(DynamoDbClient client, String table, RecordKeys.ItemKey gone) {
    this.client = client;
    this.table = table;
    this.gone = gone;
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    return client.query(request);
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    client.deleteItem(delete -> delete.tableName(table).key(RecordItem.key(gone)));
    return client.batchGetItem(request);
  }

  @Override
  public String serviceName() {
    return client.serviceName();
  }

  @Override
  public void close() {}
}
