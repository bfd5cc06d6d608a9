package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/** The drill of docs/restore.md: a table of an earlier moment, its name told, files replayed. */
@Tag("attack")
class RestoreIT {
  private static final int ROWS = 40;

  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.withoutWorker();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @Test
  void tableOfAnEarlierMoment_andFilesReplayed_haveEveryRecordOnce() {
    // one file, the moment, another file · a table as of the moment · a worker on it · all replayed
    Clinic clinic = product.riverside();
    String restored = product.address("CHARTDROP_TABLE_RECORDS") + "-restored";
    try (var before = product.worker()) {
      clinic.uploads("before.csv", file("BEFORE"));
      clinic.awaitClosed("before.csv");
      restore(restored);
      clinic.uploads("after.csv", file("AFTER"));
      clinic.awaitClosed("after.csv");
    }
    assertThat(numbers(restored)).hasSize(ROWS);

    Map<String, String> told = Map.of("CHARTDROP_TABLE_RECORDS", restored);
    try (var onTheRestored = product.beginWorker(told).awaitReady()) {
      product.ops("replay", clinic.id(), "--all").succeeds();
    }

    assertThat(numbers(restored))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("BEFORE", "AFTER")
                .flatMap(
                    family -> IntStream.range(0, ROWS).mapToObj(i -> "riverside#" + family + i))
                .toList());
    assertThat(clinic.awaitClosed("before.csv", 2).get(1).known()).isEqualTo(ROWS);
    assertThat(clinic.awaitClosed("after.csv", 2).get(1).added()).isEqualTo(ROWS);
  }

  /** As point-in-time recovery would: the items of now in another table with the same keys. */
  private static void restore(String name) {
    String source = product.address("CHARTDROP_TABLE_RECORDS");
    TableDescription table = product.dynamoDb().describeTable(d -> d.tableName(source)).table();
    product
        .dynamoDb()
        .createTable(
            create ->
                create
                    .tableName(name)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(table.keySchema())
                    .attributeDefinitions(table.attributeDefinitions())
                    .globalSecondaryIndexes(
                        table.globalSecondaryIndexes().stream()
                            .map(
                                index ->
                                    GlobalSecondaryIndex.builder()
                                        .indexName(index.indexName())
                                        .keySchema(index.keySchema())
                                        .projection(index.projection())
                                        .build())
                            .toList()));
    product
        .dynamoDb()
        .scanPaginator(scan -> scan.tableName(source).consistentRead(true))
        .items()
        .forEach(item -> product.dynamoDb().putItem(put -> put.tableName(name).item(item)));
  }

  private static List<String> numbers(String table) {
    return product
        .dynamoDb()
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .stream()
        .map(item -> item.get("pk"))
        .map(AttributeValue::s)
        .toList();
  }

  private static byte[] file(String family) {
    String rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> "%s%d,Ann,Oak,2026-03-01 09:30,Note %d".formatted(family, i, i))
            .collect(Collectors.joining("\n"));
    return (String.join(",", Csv.HEADER) + "\n" + rows + "\n").getBytes(UTF_8);
  }
}
