package io.chartdrop.records.patient;

import io.chartdrop.records.LocalStack;
import io.chartdrop.records.OnLocalStack;
import io.chartdrop.records.TestTables;
import org.junit.jupiter.api.AfterEach;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.junit.jupiter.Container;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@OnLocalStack
class LocalStackRecordStoreIT implements RecordStoreContract, RecordQueryContract {
  @Container private static final LocalStackContainer LOCALSTACK = LocalStack.container();

  private final DynamoDbClient client = TestTables.client(LOCALSTACK.getEndpoint());
  private final DynamoDbRecordStore store =
      new DynamoDbRecordStore(client, TestTables.create(client));

  @Override
  public RecordStore store() {
    return store;
  }

  @AfterEach
  void close() {
    store.close();
    client.close();
  }
}
