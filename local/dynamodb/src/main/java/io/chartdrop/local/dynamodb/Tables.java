package io.chartdrop.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * The product's tables as {@code terraform/tables.json} defines them: Terraform reads the very same
 * file, so a table here cannot differ from the one on AWS.
 */
public final class Tables {
  private static final Map<String, Table> DEFINITIONS = read();

  /**
   * @param key attribute names: the partition key, and the sort key if there is one
   * @param indexes keys of each index by its name
   * @param ttl the attribute that holds an item's expiry in epoch seconds; null keeps items for
   *     ever
   */
  record Table(List<String> key, Map<String, List<String>> indexes, @Nullable String ttl) {
    Table {
      key = List.copyOf(key);
      indexes = Map.copyOf(indexes);
    }
  }

  private Tables() {}

  /** Each table's name on a machine where all begin alike: {@code records -> prefix + records}. */
  public static Map<String, String> named(String prefix) {
    Map<String, String> names = new LinkedHashMap<>();
    DEFINITIONS.keySet().forEach(table -> names.put(table, prefix + table));
    return names;
  }

  /**
   * Creates each table that is missing and waits until it can be used; leaves the others alone.
   *
   * @param namesByTable {@code records} to the name it has here, and so on; see {@link #named}
   * @throws IllegalArgumentException for a table that {@code tables.json} does not define
   */
  public static void create(DynamoDbClient client, Map<String, String> namesByTable) {
    Set<String> existing =
        client.listTablesPaginator().tableNames().stream().collect(Collectors.toSet());
    namesByTable.forEach(
        (table, name) -> {
          Table definition = definition(table);
          if (!existing.contains(name)) {
            create(client, definition, name);
          }
        });
  }

  private static Table definition(String table) {
    Table definition = DEFINITIONS.get(table);
    if (definition == null) {
      throw new IllegalArgumentException(
          "terraform/tables.json defines %s, not '%s'.".formatted(DEFINITIONS.keySet(), table));
    }
    return definition;
  }

  private static void create(DynamoDbClient client, Table table, String name) {
    try {
      client.createTable(request(table, name));
    } catch (ResourceInUseException e) {
      // Somebody else created it just now, and sees to the rest.
      return;
    }
    client.waiter().waitUntilTableExists(describe -> describe.tableName(name));
    if (table.ttl() != null) {
      expire(client, name, table.ttl());
    }
  }

  private static void expire(DynamoDbClient client, String name, String attribute) {
    TimeToLiveStatus status =
        client
            .describeTimeToLive(describe -> describe.tableName(name))
            .timeToLiveDescription()
            .timeToLiveStatus();
    if (status != TimeToLiveStatus.ENABLED && status != TimeToLiveStatus.ENABLING) {
      client.updateTimeToLive(
          update ->
              update
                  .tableName(name)
                  .timeToLiveSpecification(ttl -> ttl.enabled(true).attributeName(attribute)));
    }
  }

  private static CreateTableRequest request(Table table, String name) {
    CreateTableRequest.Builder request =
        CreateTableRequest.builder()
            .tableName(name)
            .billingMode(BillingMode.PAY_PER_REQUEST)
            .keySchema(schema(table.key()))
            .attributeDefinitions(attributes(table));
    if (!table.indexes().isEmpty()) {
      request.globalSecondaryIndexes(
          table.indexes().entrySet().stream()
              .map(index -> index(index.getKey(), index.getValue()))
              .toList());
    }
    return request.build();
  }

  private static GlobalSecondaryIndex index(String name, List<String> key) {
    return GlobalSecondaryIndex.builder()
        .indexName(name)
        .keySchema(schema(key))
        .projection(projection -> projection.projectionType(ProjectionType.KEYS_ONLY))
        .build();
  }

  private static List<KeySchemaElement> schema(List<String> key) {
    return IntStream.range(0, key.size())
        .mapToObj(
            i ->
                KeySchemaElement.builder()
                    .attributeName(key.get(i))
                    .keyType(i == 0 ? KeyType.HASH : KeyType.RANGE)
                    .build())
        .toList();
  }

  private static List<AttributeDefinition> attributes(Table table) {
    Set<String> names = new LinkedHashSet<>(table.key());
    table.indexes().values().forEach(names::addAll);
    return names.stream()
        .map(
            attribute ->
                AttributeDefinition.builder()
                    .attributeName(attribute)
                    .attributeType(ScalarAttributeType.S)
                    .build())
        .toList();
  }

  private static Map<String, Table> read() {
    try (InputStream json = Tables.class.getResourceAsStream("/tables.json")) {
      if (json == null) {
        throw new IllegalStateException("tables.json is missing from the jar of local-dynamodb");
      }
      Map<String, Table> tables = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : new ObjectMapper().readTree(json).properties()) {
        JsonNode table = field.getValue();
        Map<String, List<String>> indexes = new LinkedHashMap<>();
        table
            .path("indexes")
            .properties()
            .forEach(i -> indexes.put(i.getKey(), texts(i.getValue())));
        JsonNode ttl = table.path("ttl");
        tables.put(
            field.getKey(),
            new Table(texts(table.path("key")), indexes, ttl.isTextual() ? ttl.asText() : null));
      }
      return java.util.Collections.unmodifiableMap(tables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
