package io.chartdrop.journeys;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * When all is over: every row and every object compared with what was sent. No file has rows in
 * common with another, but for those that are the same bytes.
 */
final class Reckoning {
  private final Product product;
  private final Clinic clinic;
  private final List<SentFile> sent;

  /**
   * @param sent all that the clinic ever sent, each name once
   */
  Reckoning(Product product, Clinic clinic, List<SentFile> sent) {
    this.product = product;
    this.clinic = clinic;
    this.sent = sent.stream().filter(file -> file.clinic() == clinic).toList();
  }

  void awaitAllClosed(Duration patience) {
    await("all files of " + clinic.id() + " closed")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () ->
                assertThat(clinic.ledger().stream().filter(LedgerRow::isClosed))
                    .hasSize(sent.size()));
    await("the inbox of " + clinic.id() + " is empty")
        .atMost(patience)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(clinic.inbox()).isEmpty());
  }

  /**
   * No row lost, none twice, none invented; each file closed once, its objects where they belong.
   */
  void holds() {
    Map<String, LedgerRow> ledger =
        clinic.ledger().stream().collect(toMap(LedgerRow::name, Function.identity()));
    assertThat(ledger.keySet())
        .containsExactlyInAnyOrderElementsOf(sent.stream().map(SentFile::name).toList());
    Map<String, Set<String>> readers = new HashMap<>();
    sent.stream()
        .collect(groupingBy(SentFile::family))
        .forEach((family, same) -> readers.put(family, readers(same, ledger)));
    everyRowIsThereOnce(readers);
    everyFileIsArchivedOnce(ledger);
    rejectsAreWhole(ledger);
    summaryCountsEachFileOnce(ledger);
  }

  /**
   * The ids of the files that were read, of those with the same bytes: one, and the others name it;
   * or more, where a worker ended in the middle of one and another file brought the bytes in the
   * meantime. A row is new in one of them only.
   */
  private static Set<String> readers(List<SentFile> same, Map<String, LedgerRow> ledger) {
    SentFile file = same.get(0);
    long good = file.goodRows().size();
    List<LedgerRow> rows = same.stream().map(one -> ledger.get(one.name())).toList();
    List<LedgerRow> read = rows.stream().filter(row -> !row.status().equals("DUPLICATE")).toList();
    Set<String> ids = read.stream().map(LedgerRow::fileId).collect(toSet());
    assertThat(read)
        .as("read of %s", rows)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.status()).isEqualTo(file.status()))
        .allSatisfy(row -> assertThat(row.read()).isEqualTo(file.rows()))
        .allSatisfy(row -> assertThat(row.added() + row.known()).isEqualTo(good))
        .allSatisfy(row -> assertThat(row.rejected()).isEqualTo(file.badLines().size()));
    assertThat(read.stream().mapToLong(LedgerRow::added).sum())
        .as("new in %s", read)
        .isEqualTo(good);
    assertThat(rows)
        .filteredOn(row -> row.status().equals("DUPLICATE"))
        .allSatisfy(row -> assertThat(ids).contains(row.duplicateOf().orElseThrow()))
        .allSatisfy(row -> assertThat(row.read()).isZero());
    return ids;
  }

  private void everyRowIsThereOnce(Map<String, Set<String>> readers) {
    Map<String, String> expected = new HashMap<>();
    for (SentFile file : sent) {
      file.goodRows().forEach((mrn, line) -> expected.put(clinic.id() + "#" + mrn, line));
    }
    Map<String, Set<String>> readersOfRow = new HashMap<>();
    for (SentFile file : sent) {
      Set<String> its = readers.get(file.family());
      file.goodRows().keySet().forEach(mrn -> readersOfRow.put(clinic.id() + "#" + mrn, its));
    }
    Map<String, String> stored = new HashMap<>();
    product
        .dynamoDb()
        .scanPaginator(
            scan ->
                scan.tableName(product.address("CHARTDROP_TABLE_RECORDS"))
                    .filterExpression("begins_with(pk, :tenant)")
                    .expressionAttributeValues(
                        Map.of(":tenant", AttributeValue.fromS(clinic.id() + "#")))
                    .projectionExpression(
                        "pk, file_id, line, first_name, last_name, date_time, doctors_notes")
                    .consistentRead(true))
        .items()
        .forEach(
            item -> {
              String twice =
                  stored.put(
                      item.get("pk").s(),
                      SentFile.goodRow(
                          Integer.parseInt(item.get("line").n()),
                          item.get("first_name").s(),
                          item.get("last_name").s(),
                          item.get("date_time").s().substring(0, "2026-03-01T09:30".length()),
                          item.get("doctors_notes").s()));
              assertThat(readersOfRow.getOrDefault(item.get("pk").s(), Set.of()))
                  .as("who brought %s", item.get("pk").s())
                  .contains(item.get("file_id").s());
              assertThat(twice).as("stored twice: %s", item.get("pk").s()).isNull();
            });
    assertSame(expected, stored);
  }

  /** As a set comparison of 100,000s of rows that prints only what differs. */
  private static void assertSame(Map<String, String> expected, Map<String, String> found) {
    assertThat(
            expected.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(found.get(entry.getKey())))
                .limit(20)
                .map(entry -> entry + " but found " + found.get(entry.getKey())))
        .as("lost or otherwise than sent, of %d", expected.size())
        .isEmpty();
    assertThat(found.keySet().stream().filter(key -> !expected.containsKey(key)).limit(20))
        .as("never sent")
        .isEmpty();
  }

  private void everyFileIsArchivedOnce(Map<String, LedgerRow> ledger) {
    Map<String, List<S3Object>> archived =
        objects("CHARTDROP_ARCHIVE").collect(groupingBy(object -> part(object.key(), -2)));
    assertThat(archived.keySet())
        .containsExactlyInAnyOrderElementsOf(
            ledger.values().stream().map(LedgerRow::fileId).toList());
    for (SentFile file : sent) {
      LedgerRow row = ledger.get(file.name());
      assertThat(archived.get(row.fileId()))
          .as("archived %s", row)
          .singleElement()
          .satisfies(
              object -> {
                assertThat(object.key().contains("/duplicates/"))
                    .isEqualTo(row.status().equals("DUPLICATE"));
                assertThat(part(object.key(), -1)).isEqualTo(file.name());
                assertThat(object.eTag().replace("\"", "")).isEqualTo(md5(file.content()));
              });
    }
    Set<String> names = sent.stream().map(SentFile::name).collect(toSet());
    assertThat(objects("CHARTDROP_ERRORS").map(object -> part(object.key(), -1)))
        .as("originals among the errors")
        .doesNotContainAnyElementsOf(names);
  }

  private void rejectsAreWhole(Map<String, LedgerRow> ledger) {
    for (SentFile file : sent) {
      LedgerRow row = ledger.get(file.name());
      assertThat(row.rejectsKey().isPresent())
          .as("rejects of %s", row)
          .isEqualTo(row.rejected() > 0);
      row.rejectsKey()
          .ifPresent(
              key -> {
                List<List<String>> cells =
                    Csv.cells(
                        product
                            .s3()
                            .getObjectAsBytes(
                                get -> get.bucket(product.address("CHARTDROP_ERRORS")).key(key))
                            .asUtf8String());
                int line = cells.get(0).indexOf("chartdrop_line");
                assertThat(cells.stream().skip(1).map(reject -> reject.get(line)))
                    .as("rejects of %s", row)
                    .containsExactlyElementsOf(file.badLines());
              });
    }
  }

  private void summaryCountsEachFileOnce(Map<String, LedgerRow> ledger) {
    Map<String, Long> counted = new HashMap<>();
    product
        .dynamoDb()
        .queryPaginator(
            query ->
                query
                    .tableName(product.address("CHARTDROP_TABLE_SUMMARY"))
                    .keyConditionExpression("pk = :tenant")
                    .expressionAttributeValues(Map.of(":tenant", AttributeValue.fromS(clinic.id())))
                    .consistentRead(true))
        .items()
        .forEach(
            day ->
                Stream.of("files", "new", "known", "rejected")
                    .forEach(
                        name -> counted.merge(name, Long.parseLong(day.get(name).n()), Long::sum)));
    assertThat(counted)
        .as("the summary of %s", clinic.id())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "files", (long) ledger.size(),
                "new", ledger.values().stream().mapToLong(LedgerRow::added).sum(),
                "known", ledger.values().stream().mapToLong(LedgerRow::known).sum(),
                "rejected", ledger.values().stream().mapToLong(LedgerRow::rejected).sum()));
  }

  private Stream<S3Object> objects(String bucket) {
    return product
        .s3()
        .listObjectsV2Paginator(
            list -> list.bucket(product.address(bucket)).prefix(clinic.id() + "/"))
        .contents()
        .stream();
  }

  /** A part of a key; -1 is the last. */
  private static String part(String key, int index) {
    String[] parts = key.split("/");
    return parts[parts.length + index];
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
