package io.chartdrop.records.patient;

import static io.chartdrop.records.patient.Visits.RIVERSIDE;
import static io.chartdrop.records.patient.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.Fence;
import io.chartdrop.records.TableNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** What a page costs, and what becomes of it when the table fails. */
class DynamoDbFindTest {
  private static final List<PatientRecord> RECORDS =
      IntStream.range(0, 100).mapToObj(i -> visit().of("M" + i).line(i + 2).build()).toList();

  private final FaultyTable table = new FaultyTable();
  private final List<Duration> slept = new ArrayList<>();
  private final ThreadPoolExecutor pool = DynamoDbRecordStore.queryPool(1);
  private RecordStore store = storeOn(Runnable::run);

  private DynamoDbRecordStore storeOn(java.util.concurrent.Executor executor) {
    return new DynamoDbRecordStore(
        table,
        new TableNames(FaultyTable.NAME, "files", "idempotency", "summary", "tenants"),
        executor,
        () -> {},
        new BackOff(slept::add, () -> 1.0));
  }

  @BeforeEach
  void given() {
    store.store(RIVERSIDE, RECORDS, Fence.NONE);
    table.calls.clear();
  }

  @AfterEach
  void close() {
    pool.shutdown();
  }

  @Test
  void lookUpByMrn_isOneCall() {
    assertThat(store.find(RIVERSIDE, RecordQuery.ofMrn("M7")).items()).hasSize(1);
    assertThat(table.calls).containsExactly("query");
  }

  @Test
  void pageOfFiftyByDay_isEightQueriesAndTwoReads() {
    RecordPage page = store.find(RIVERSIDE, RecordQuery.all());

    assertThat(page.items()).hasSize(50);
    assertThat(page.next()).isPresent();
    assertThat(Collections.frequency(table.calls, "query")).isEqualTo(8);
    assertThat(table.calls.stream().filter(call -> call.startsWith("get"))).hasSize(2);
  }

  @Test
  void emptyAnswer_readsNoItems() {
    assertThat(store.find(RIVERSIDE, RecordQueries.lastName("nobody")).items()).isEmpty();
    assertThat(table.calls).hasSize(8).containsOnly("query");
  }

  @Test
  void firstNameBesideALastName_isFilteredOnKeys_andReadsNoItems() {
    assertThat(store.find(RIVERSIDE, RecordQueries.names("byron", "zoe")).items()).isEmpty();
    assertThat(table.calls).containsOnly("query");
  }

  @Test
  void keysLeftUnprocessed_areReadAgain_andNoneIsMissing() {
    Random random = new Random(7);
    table.unprocessed = key -> random.nextInt(3) == 0;

    assertThat(store.find(RIVERSIDE, RecordQueries.limited(RecordQuery.all(), 100)).items())
        .containsExactlyInAnyOrderElementsOf(RECORDS);
  }

  @Test
  void throttledReads_areWaitedOut() {
    IntStream.range(0, 8).forEach(query -> table.faults.add(Optional.empty()));
    table.faults.add(Optional.of(FaultyTable.error("ThrottlingException", 400)));

    assertThat(store.find(RIVERSIDE, RecordQuery.all()).items()).hasSize(50);
    assertThat(slept).hasSize(1);
  }

  @Test
  void shardThatFails_isThrownAsTheSdkThrewIt() {
    DynamoDbException down = FaultyTable.error("InternalServerError", 500);
    store = storeOn(pool); // one thread of the pool, and the caller's own
    table.faults.add(Optional.of(down));

    assertThatThrownBy(() -> store.find(RIVERSIDE, RecordQuery.all())).isSameAs(down);
  }
}
