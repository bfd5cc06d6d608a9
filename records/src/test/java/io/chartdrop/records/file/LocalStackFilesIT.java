package io.chartdrop.records.file;

import io.chartdrop.records.LocalStack;
import io.chartdrop.records.OnLocalStack;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.TestTables;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.junit.jupiter.Container;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@OnLocalStack
class LocalStackFilesIT extends FilesContract {
  @Container private static final LocalStackContainer LOCALSTACK = LocalStack.container();

  private static DynamoDbClient client;
  private static TableNames tables;

  @BeforeAll
  static void create() {
    client = TestTables.client(LOCALSTACK.getEndpoint());
    tables = TestTables.create(client);
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Override
  protected FileLedger ledger() {
    return new DynamoDbFileLedger(client, tables);
  }

  @Override
  protected FileClaims claims() {
    return new DynamoDbFileClaims(client, tables, clock);
  }

  @Override
  protected ContentClaims contents() {
    return new DynamoDbContentClaims(client, tables, clock);
  }

  @Override
  protected FileAnnouncements announcements() {
    return new DynamoDbFileLedger(client, tables);
  }

  @Override
  protected FileErasure erasure() {
    return new DynamoDbFileErasure(client, tables, clock);
  }

  @Override
  protected DaySummary summary() {
    return new DynamoDbDaySummary(client, tables);
  }
}
