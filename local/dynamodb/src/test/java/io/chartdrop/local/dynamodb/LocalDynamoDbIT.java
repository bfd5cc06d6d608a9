package io.chartdrop.local.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.local.server.PortInUseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class LocalDynamoDbIT {
  @TempDir Path data;

  @Test
  void tablesCreated_areThoseOfTheOneDefinition_keyByKey() throws IOException {
    JsonNode definition =
        new ObjectMapper().readTree(Path.of("../../terraform/tables.json").toFile());
    try (LocalDynamoDb dynamoDb = LocalDynamoDb.start(0, Optional.empty());
        DynamoDbClient client = client(dynamoDb)) {
      Tables.create(client, Tables.named("t-"));

      assertThat(client.listTables().tableNames()).hasSameSizeAs(definition);
      for (Map.Entry<String, JsonNode> expected : definition.properties()) {
        TableDescription table =
            client.describeTable(t -> t.tableName("t-" + expected.getKey())).table();
        assertThat(attributes(table.keySchema())).isEqualTo(texts(expected.getValue().get("key")));
        JsonNode indexes = expected.getValue().get("indexes");
        assertThat(table.globalSecondaryIndexes()).hasSize(indexes.size());
        table
            .globalSecondaryIndexes()
            .forEach(
                index -> {
                  assertThat(attributes(index.keySchema()))
                      .isEqualTo(texts(indexes.get(index.indexName())));
                  assertThat(index.projection())
                      .extracting(Projection::projectionType)
                      .isEqualTo(ProjectionType.KEYS_ONLY);
                });
        assertThat(table.attributeDefinitions())
            .allSatisfy(attribute -> assertThat(attribute.attributeTypeAsString()).isEqualTo("S"));
        assertThat(table.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
      }
    }
  }

  @Test
  void timeToLive_isOnWhereTheDefinitionNamesAnAttribute() {
    try (LocalDynamoDb dynamoDb = LocalDynamoDb.start(0, Optional.empty());
        DynamoDbClient client = client(dynamoDb)) {
      Tables.create(client, Tables.named("t-"));

      TimeToLiveDescription idempotency = timeToLive(client, "t-idempotency");
      assertThat(idempotency.timeToLiveStatus()).isEqualTo(TimeToLiveStatus.ENABLED);
      assertThat(idempotency.attributeName()).isEqualTo("expires_at");
      assertThat(timeToLive(client, "t-records").timeToLiveStatus())
          .isEqualTo(TimeToLiveStatus.DISABLED);
    }
  }

  @Test
  void tableThatExists_isLeftAlone() {
    try (LocalDynamoDb dynamoDb = LocalDynamoDb.start(0, Optional.empty());
        DynamoDbClient client = client(dynamoDb)) {
      Tables.create(client, Tables.named("t-"));
      put(client, "riverside");

      Tables.create(client, Tables.named("t-"));

      assertThat(tenants(client)).containsExactly("riverside");
    }
  }

  @Test
  void dataDirectory_keepsItemsAcrossARestart() {
    try (LocalDynamoDb dynamoDb = LocalDynamoDb.start(0, Optional.of(data.resolve("new")));
        DynamoDbClient client = client(dynamoDb)) {
      Tables.create(client, Tables.named("t-"));
      put(client, "riverside");
    }
    try (LocalDynamoDb dynamoDb = LocalDynamoDb.start(0, Optional.of(data.resolve("new")));
        DynamoDbClient client = client(dynamoDb)) {
      assertThat(tenants(client)).containsExactly("riverside");
    }
  }

  @Test
  void twoInMemory_shareNothing() {
    try (LocalDynamoDb one = LocalDynamoDb.start(0, Optional.empty());
        LocalDynamoDb two = LocalDynamoDb.start(0, Optional.empty());
        DynamoDbClient client = client(one);
        DynamoDbClient other = client(two)) {
      Tables.create(client, Tables.named("t-"));

      assertThat(other.listTables().tableNames()).isEmpty();
    }
  }

  @Test
  void anotherAddressOfTheMachine_isRefused() throws IOException {
    try (LocalDynamoDb dynamoDb = LocalDynamoDb.start(0, Optional.empty())) {
      int port = dynamoDb.endpoint().getPort();
      new Socket(InetAddress.getLoopbackAddress(), port).close();

      assertThat(otherAddresses())
          .allSatisfy(
              address ->
                  assertThatThrownBy(() -> new Socket(address, port).close())
                      .isInstanceOf(IOException.class));
    }
  }

  @Test
  void portTaken_isToldInOneSentence() {
    try (LocalDynamoDb first = LocalDynamoDb.start(0, Optional.empty())) {
      int port = first.endpoint().getPort();

      assertThatThrownBy(() -> LocalDynamoDb.start(port, Optional.empty()))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining("Port " + port + " is already in use");
    }
  }

  @Test
  void tableNotDefined_isRefused() {
    try (LocalDynamoDb dynamoDb = LocalDynamoDb.start(0, Optional.empty());
        DynamoDbClient client = client(dynamoDb)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Tables.create(client, Map.of("record", "x")))
          .withMessageContaining("not 'record'");
    }
  }

  private static DynamoDbClient client(LocalDynamoDb dynamoDb) {
    return DynamoDbClient.builder()
        .endpointOverride(dynamoDb.endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static void put(DynamoDbClient client, String tenant) {
    client.putItem(
        put -> put.tableName("t-tenants").item(Map.of("pk", AttributeValue.fromS(tenant))));
  }

  private static List<String> tenants(DynamoDbClient client) {
    return client.scan(scan -> scan.tableName("t-tenants")).items().stream()
        .map(item -> item.get("pk").s())
        .toList();
  }

  private static TimeToLiveDescription timeToLive(DynamoDbClient client, String table) {
    return client.describeTimeToLive(describe -> describe.tableName(table)).timeToLiveDescription();
  }

  private static List<String> attributes(List<KeySchemaElement> schema) {
    assertThat(schema.get(0).keyType()).isEqualTo(KeyType.HASH);
    return schema.stream().map(KeySchemaElement::attributeName).toList();
  }

  private static List<String> texts(JsonNode array) {
    return Stream.iterate(0, i -> i < array.size(), i -> i + 1)
        .map(i -> array.get(i).asText())
        .toList();
  }

  private static List<InetAddress> otherAddresses() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .toList();
  }
}
