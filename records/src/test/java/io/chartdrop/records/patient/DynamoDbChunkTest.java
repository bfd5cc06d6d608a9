package io.chartdrop.records.patient;

import static io.chartdrop.records.patient.RecordStore.Outcome.KNOWN;
import static io.chartdrop.records.patient.RecordStore.Outcome.NEW;
import static io.chartdrop.records.patient.RecordStore.Outcome.REFUSED;
import static io.chartdrop.records.patient.Visits.RIVERSIDE;
import static io.chartdrop.records.patient.Visits.TUESDAYS_FILE;
import static io.chartdrop.records.patient.Visits.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.Fence;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.patient.RecordStore.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Storing a chunk in a table that fails in every way that DynamoDB is known to. */
class DynamoDbChunkTest {
  private static final List<PatientRecord> CHUNK =
      IntStream.range(0, 100).mapToObj(i -> visit().of("M" + i).line(i + 2).build()).toList();

  private final FaultyTable table = new FaultyTable();
  private final List<Duration> slept = new ArrayList<>();
  private final RecordStore store =
      new DynamoDbRecordStore(
          table,
          new TableNames(FaultyTable.NAME, "files", "idempotency", "summary", "tenants"),
          Runnable::run,
          () -> {},
          new BackOff(slept::add, () -> 1.0));

  private List<Outcome> store(List<PatientRecord> chunk) {
    return store.store(RIVERSIDE, chunk, Fence.NONE);
  }

  @Test
  void calmTable_takesAChunkInOneReadAndFourWrites() {
    assertThat(store(CHUNK)).hasSize(100).containsOnly(NEW);
    assertThat(table.calls)
        .containsExactly("get 100", "write 25", "write 25", "write 25", "write 25");
    assertThat(table.items).hasSize(100);
  }

  @Test
  void knownRows_costOneReadAndNoWrite() {
    store(CHUNK);
    table.calls.clear();

    List<PatientRecord> again =
        CHUNK.stream()
            .map(r -> visit().of(r.medicalRecordNumber()).from(TUESDAYS_FILE, r.line()).build())
            .toList();
    assertThat(store(again)).containsOnly(KNOWN);
    assertThat(table.calls).containsExactly("get 100");
  }

  @Test
  void tenthOfEachBatchUnprocessed_isAskedForAgainAtOnce() {
    Random random = new Random(7);
    table.unprocessed = key -> random.nextInt(10) == 0;

    assertThat(store(CHUNK)).hasSize(100).containsOnly(NEW);
    assertThat(store(CHUNK)).hasSize(100).containsOnly(NEW);
    assertThat(table.items).hasSize(100);
    assertThat(table.calls.stream().filter(call -> call.startsWith("get"))).hasSizeGreaterThan(3);
    assertThat(table.calls.stream().filter(call -> call.startsWith("write"))).hasSizeBetween(5, 9);
    // a batch of one or two may be left whole, which is no progress; nothing else may sleep
    assertThat(slept).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void batchesWithoutProgress_waitTwiceAsLongEachTime_upToFiveSeconds() {
    table.unprocessed = key -> table.calls.size() <= 8;

    assertThat(store(Visits.records(visit()))).containsExactly(NEW);
    assertThat(slept)
        .allSatisfy(slice -> assertThat(slice).isLessThanOrEqualTo(Duration.ofMillis(200)));
    assertThat(slept.subList(0, 5))
        .extracting(Duration::toMillis)
        .containsExactly(50L, 100L, 200L, 200L, 200L);
    assertThat(slept.stream().mapToLong(Duration::toMillis).sum())
        .isEqualTo(50 + 100 + 200 + 400 + 800 + 1_600 + 3_200 + 5_000);
  }

  private RecordStore storeWith(BackOff.Sleeper sleeper) {
    return new DynamoDbRecordStore(
        table,
        new TableNames(FaultyTable.NAME, "files", "idempotency", "summary", "tenants"),
        Runnable::run,
        () -> {},
        new BackOff(sleeper, () -> 1.0));
  }

  @Test
  void throttling_isWaitedOut() {
    DynamoDbException throttled =
        ProvisionedThroughputExceededException.builder().message("slow down").build();
    Stream.of(
            Optional.of(throttled),
            Optional.of(FaultyTable.error("ThrottlingException", 400)),
            Optional.<RuntimeException>empty(),
            Optional.of(FaultyTable.error("RequestLimitExceeded", 400)),
            Optional.of(FaultyTable.error("ProvisionedThroughputExceededException", 400)))
        .forEach(fault -> table.faults.add(fault.map(e -> e)));

    assertThat(store(CHUNK)).containsOnly(NEW);
    assertThat(table.items).hasSize(100);
    assertThat(slept).extracting(Duration::toMillis).containsExactly(50L, 100L, 50L, 100L);
  }

  @Test
  void guiltyRow_isRefused_andTheOthersOfItsBatchAreStored() {
    table.guiltyOnWrite = key -> key.partition().endsWith("#M30");

    List<Outcome> outcomes = store(CHUNK);

    assertThat(outcomes.get(30)).isEqualTo(REFUSED);
    assertThat(Collections.frequency(outcomes, NEW)).isEqualTo(99);
    assertThat(table.items).hasSize(99);
    assertThat(Collections.frequency(table.calls, "write one")).isEqualTo(25);
  }

  @Test
  void guiltyRowTwiceInAChunk_isRefusedTwice() {
    // the second may not be "known": the first was never stored
    table.guiltyOnWrite = key -> key.partition().endsWith("#A1");

    assertThat(store(Visits.records(visit().line(2), visit().of("B2").line(3), visit().line(4))))
        .containsExactly(REFUSED, NEW, REFUSED);
  }

  @Test
  void keyThatCannotBeRead_isRefused_andTheOthersAreStored() {
    table.guiltyOnRead = key -> key.partition().endsWith("#M30");
    store(CHUNK.subList(0, 10));

    List<Outcome> outcomes = store(CHUNK);

    assertThat(outcomes.get(30)).isEqualTo(REFUSED);
    assertThat(Collections.frequency(outcomes, NEW)).isEqualTo(99);
    assertThat(table.items).hasSize(99);
  }

  @Test
  void allRowsRefused_isAFaultOfOurs_andNoRowIsRejectedForIt() {
    table.guiltyOnWrite = key -> true;
    assertThatThrownBy(() -> store(CHUNK)).isInstanceOf(DynamoDbException.class);

    table.guiltyOnWrite = key -> false;
    table.guiltyOnRead = key -> true;
    assertThatThrownBy(() -> store(CHUNK)).isInstanceOf(DynamoDbException.class);
    assertThat(table.items).isEmpty();
  }

  @Test
  void onlyRowRefused_isItsOwnFault() {
    table.guiltyOnWrite = key -> true;

    assertThat(store(Visits.records(visit()))).containsExactly(REFUSED);
  }

  @Test
  void timeoutAfterTheWriteTookEffect_countsNewWhenStoredAgain() {
    // the read and the first write answer; the second write is done but its answer is lost
    table.lateFaults.addAll(
        List.of(
            Optional.empty(), Optional.empty(), Optional.of(ApiCallTimeoutException.create(1))));

    assertThatThrownBy(() -> store(CHUNK)).isInstanceOf(SdkException.class);
    assertThat(table.items).hasSize(50);
    assertThat(store(CHUNK)).hasSize(100).containsOnly(NEW);
    assertThat(table.items).hasSize(100);
  }

  @Test
  void storeThatIsDown_isThrown_withoutWaiting() {
    table.faults.add(Optional.of(FaultyTable.error("InternalServerError", 500)));

    assertThatThrownBy(() -> store(CHUNK)).hasMessageContaining("InternalServerError");
    assertThat(slept).isEmpty();
  }

  @Test
  void fenceLostInTheMiddle_writesNoMore() {
    int[] checks = {0};
    Fence lostAtTheThirdWrite =
        () -> {
          if (++checks[0] == 4) {
            throw new IllegalStateException("lost");
          }
        };

    assertThatThrownBy(() -> store.store(RIVERSIDE, CHUNK, lostAtTheThirdWrite)).hasMessage("lost");
    assertThat(table.calls).containsExactly("get 100", "write 25", "write 25");
  }

  @Test
  void fenceLostWhileWaiting_endsTheWait() {
    table.unprocessed = key -> true;
    Fence lostAfterASecond =
        () -> {
          if (slept.stream().mapToLong(Duration::toMillis).sum() >= 1_000) {
            throw new IllegalStateException("lost");
          }
        };

    assertThatThrownBy(() -> store.store(RIVERSIDE, CHUNK, lostAfterASecond)).hasMessage("lost");
    assertThat(slept.stream().mapToLong(Duration::toMillis).sum()).isBetween(1_000L, 1_200L);
  }

  @Test
  void interruptedWhileWaiting_isThrown_andStaysInterrupted() {
    table.unprocessed = key -> true;
    RecordStore interrupted =
        storeWith(
            duration -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> interrupted.store(RIVERSIDE, CHUNK, Fence.NONE))
        .isInstanceOf(AbortedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
