package io.chartdrop.records.patient;

import static io.chartdrop.records.patient.Visits.RIVERSIDE;
import static io.chartdrop.records.patient.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.Fence;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.TestTables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbRecordStoreIT
    implements RecordStoreContract, RecordQueryContract, RecordErasureContract {
  private final TableNames tables = TestTables.create();
  private final DynamoDbRecordStore store = new DynamoDbRecordStore(TestTables.CLIENT, tables);

  @Override
  public RecordStore store() {
    return store;
  }

  @Override
  public RecordErasure erasure() {
    return new DynamoDbRecordErasure(TestTables.CLIENT, tables);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void item_hasTheNamesThatTheApiShows() {
    storing(visit().with("Ward", "B").with("Bed", "7"));

    Map<String, AttributeValue> item =
        TestTables.CLIENT.scan(scan -> scan.tableName(tables.records())).items().get(0);
    assertThat(item)
        .containsOnlyKeys(
            "pk",
            "sk",
            "shard",
            "by_name_sk",
            "by_day_sk",
            "medical_record_number",
            "first_name",
            "last_name",
            "date_time",
            "time_zone",
            "date_time_utc",
            "ambiguous_time",
            "doctors_notes",
            "extra",
            "file_id",
            "line",
            "received_at");
    assertThat(item.get("date_time").s()).isEqualTo("2026-03-01T09:30:00");
    assertThat(item.get("date_time_utc").s()).isEqualTo("2026-03-01T14:30:00Z");
    assertThat(item.get("extra").l())
        .extracting(column -> column.l().stream().map(AttributeValue::s).toList())
        .containsExactly(List.of("Ward", "B"), List.of("Bed", "7"));
  }

  @Test
  void indexEntryWhoseItemVanished_isSkipped() {
    // a key that was read, and whose item is gone before it is made whole
    storing(visit().of("1"), visit().of("2"), visit().of("3"));
    RecordKeys.ItemKey gone = RecordKeys.of(visit().of("2").build()).item();
    try (DynamoDbRecordStore racing =
        new DynamoDbRecordStore(
            new VanishingItem(TestTables.CLIENT, tables.records(), gone), tables)) {
      assertThat(racing.find(RIVERSIDE, RecordQuery.all()).items())
          .extracting(PatientRecord::medicalRecordNumber)
          .containsExactly("1", "3");
    }
  }

  @Test
  void sharedPoolOfOneThread_isEnoughForAnyNumberOfQueries() {
    given(IntStream.range(0, 40).mapToObj(i -> visit().of("M" + i).build()).toList());
    var pool = DynamoDbRecordStore.queryPool(1);
    var readers = Executors.newFixedThreadPool(4);
    try (DynamoDbRecordStore shared = new DynamoDbRecordStore(TestTables.CLIENT, tables, pool)) {
      List<java.util.concurrent.Future<Integer>> sizes =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      readers.submit(
                          () -> shared.find(RIVERSIDE, RecordQuery.all()).items().size()))
              .toList();
      assertThat(sizes).allSatisfy(size -> assertThat(size.get()).isEqualTo(40));
    } finally {
      readers.shutdown();
      pool.shutdown();
    }
    // one that was closed still answers, on the caller's thread
    store.close();
    assertThat(store.find(RIVERSIDE, RecordQuery.all()).items()).hasSize(40);
    assertThat(store.store(RIVERSIDE, Visits.records(visit()), Fence.NONE)).hasSize(1);
  }
}
