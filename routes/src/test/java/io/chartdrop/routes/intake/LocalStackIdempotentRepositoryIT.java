package io.chartdrop.routes.intake;

import io.chartdrop.local.process.LocalCloud;
import io.chartdrop.records.LocalStack;
import io.chartdrop.records.OnLocalStack;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.DynamoDbContentClaims;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.junit.jupiter.Container;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@OnLocalStack
class LocalStackIdempotentRepositoryIT extends IdempotentRepositoryContract {
  @Container private static final LocalStackContainer LOCALSTACK = LocalStack.container();

  private static DynamoDbClient client;
  private static TableNames tables;

  @BeforeAll
  static void create() {
    URI endpoint = LOCALSTACK.getEndpoint();
    Map<String, String> cloud =
        LocalCloud.plan().prefix("claims-").at(endpoint, endpoint).start().environment();
    client = DynamoDbIdempotentRepositoryIT.client(cloud);
    tables = TableNames.of(cloud);
  }

  @AfterAll
  static void close() {
    client.close();
  }

  @Override
  protected ContentClaims contents() {
    return new DynamoDbContentClaims(client, tables, Clock.systemUTC());
  }
}
