package io.chartdrop.journeys;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chartdrop.journeys.Wire.Answer;
import io.chartdrop.journeys.Wire.Call;
import io.chartdrop.journeys.Wire.Cut;
import io.chartdrop.journeys.Wire.Store;
import io.chartdrop.journeys.Wire.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The stores fail as AWS's do. Each test sends files of its own through the trouble; none of them
 * may be lost, stuck, given up, or counted twice.
 */
@Tag("attack")
class FailingCloudIT {
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("attack.outage.seconds", 20));
  private static final long SEED = Long.getLong("attack.seed", System.nanoTime());

  /** A try of a call to DynamoDB may take five seconds. */
  private static final Duration BEYOND_A_TRY = Duration.ofSeconds(6);

  /** A call that is tried again must not outlast its lease each time. */
  private static final Map<String, String> LEASE_BEYOND_RETRIES =
      Map.of("INTAKE_LEASE", "12s", "INTAKE_LEASEMARGIN", "3s");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicReference<Trouble> weather = new AtomicReference<>(Trouble.NONE);

  /** How many of which calls met with trouble. */
  private static final Map<String, Integer> troubles = new ConcurrentHashMap<>();

  /** Calls of which no try gets through. */
  private static final Set<String> doomed = ConcurrentHashMap.newKeySet();

  private static final Random random = new Random(SEED);

  private static Product product;
  private static List<Worker> workers;

  @BeforeAll
  static void start() {
    System.out.println("attack.seed=" + SEED);
    product = Product.withoutWorker();
    workers =
        List.of(
            new Worker(product, LEASE_BEYOND_RETRIES, worker -> FailingCloudIT::asTheWeatherIs),
            new Worker(product, LEASE_BEYOND_RETRIES, worker -> FailingCloudIT::asTheWeatherIs));
    workers.forEach(Worker::awaitReady);
  }

  @AfterAll
  static void stop() {
    workers.forEach(Worker::close);
    product.close();
  }

  private static Answer asTheWeatherIs(Call call, Store store) {
    return weather.get().on(call, store);
  }

  @Test
  void s3FailsFivePercentOfCalls_howeverOftenTheSdkTries_andCutsDownloads() {
    survives(
        "sunny",
        List.of("GetObject", "PutObject", "CopyObject", "DeleteObject", "ListObjectVersions"),
        (call, store) -> {
          if (isS3(call) && (doomed.contains(call.invocation()) || happens(call, 5))) {
            doomed.add(call.invocation());
            return Answer.of(503, "application/xml", "<Error><Code>SlowDown</Code></Error>");
          }
          Answer answer = store.answer();
          if (call.is("GetObject") && happens(call, 30)) {
            throw new Cut(answer);
          }
          return answer;
        });
  }

  @Test
  void tenPercentOfTheWritesAreNotProcessed() {
    survives(
        "drizzle",
        List.of("BatchWriteItem"),
        (call, store) ->
            call.is("BatchWriteItem") && happens(call, 50)
                ? aFifthLeftOut(call, store)
                : store.answer());
  }

  @Test
  void onePartitionOfAnIndexIsThrottled_forLongerThanTheSdkTries() {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Clinic clinic =
        survives(
            "fog",
            List.of("BatchWriteItem"),
            (call, store) ->
                call.is("BatchWriteItem")
                        && call.body().contains("\"fog#3\"")
                        && System.nanoTime() < end
                        && happens(call, 100)
                    ? error(
                        400,
                        "ProvisionedThroughputExceededException",
                        "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded")
                    : store.answer());
    assertThat(troubles.get("BatchWriteItem")).isGreaterThan(10);
    assertThat(clinic.ledger()).allSatisfy(row -> assertThat(row.attempts()).isEqualTo(1));
  }

  @Test
  void answersAreLost_orComeTooLate_afterTheStoreDidWhatItWasAsked() {
    survives(
        "gale",
        List.of("UpdateItem", "BatchWriteItem", "TransactWriteItems", "CopyObject", "DeleteObject"),
        (call, store) -> {
          Answer answer = store.answer();
          if (call.is("ListObjectVersions", "HeadObject", "Scan")) {
            return answer;
          }
          if (happens(call, 5)) {
            throw new Cut();
          }
          if (!isS3(call) && happens(call, 1)) {
            standStill(BEYOND_A_TRY); // the SDK has given up waiting by then
          }
          return answer;
        });
  }

  @Test
  void dynamoDbIsDown_forAWhile() {
    survivesOutage(
        "hail",
        (call, store) ->
            !isS3(call) && happens(call, 100)
                ? error(500, "InternalServerError", "down")
                : store.answer());
  }

  @Test
  void s3IsDown_forAWhile() {
    survivesOutage(
        "ice",
        (call, store) -> {
          if (isS3(call) && happens(call, 100)) {
            throw new Cut();
          }
          return store.answer();
        });
  }

  /**
   * Files go all the way while the trouble lasts.
   *
   * @param hit each of these calls meets with it
   */
  private static Clinic survives(String name, List<String> hit, Trouble trouble) {
    troubles.clear();
    Clinic clinic = product.clinic(name);
    List<SentFile> sent = files(clinic);
    weather.set(trouble);
    try {
      sent.forEach(SentFile::send);
      reckon(sent);
    } finally {
      weather.set(Trouble.NONE);
    }
    System.out.println(name + ": " + troubles);
    assertThat(troubles).containsKeys(hit.toArray(String[]::new));
    return clinic;
  }

  /** Files are in hand when all goes down; nothing moves meanwhile, all goes on afterwards. */
  private static void survivesOutage(String name, Trouble outage) {
    troubles.clear();
    Clinic clinic = product.clinic(name);
    List<SentFile> sent = files(clinic);
    sent.forEach(SentFile::send);
    await("one file is closed")
        .atMost(Duration.ofMinutes(1))
        .until(() -> !closed(clinic).isEmpty());
    long end = System.nanoTime() + OUTAGE.toNanos();
    weather.set(outage);
    try {
      await("what was under way is over")
          .pollDelay(Duration.ofSeconds(2))
          .until(() -> !troubles.isEmpty());
      Set<String> before = closed(clinic);
      assertThat(before).as("closed when the outage began").hasSizeLessThan(sent.size());
      await("the outage is over")
          .atMost(OUTAGE.plusSeconds(5))
          .until(() -> System.nanoTime() > end);
      assertThat(closed(clinic)).as("closed when it ended").isEqualTo(before);
    } finally {
      weather.set(Trouble.NONE);
    }
    reckon(sent);
    System.out.println(name + ": " + troubles + ", attempts " + attempts(clinic));
    assertThat(attempts(clinic).keySet())
        .as("a lease may end before it can be given back, and no more than that")
        .allSatisfy(attempts -> assertThat(attempts).isLessThanOrEqualTo(2));
  }

  private static Set<String> closed(Clinic clinic) {
    return clinic.ledger().stream()
        .filter(LedgerRow::isClosed)
        .map(LedgerRow::name)
        .collect(toSet());
  }

  /** How many files took so many attempts. */
  private static Map<Long, Long> attempts(Clinic clinic) {
    return clinic.ledger().stream().collect(groupingBy(LedgerRow::attempts, counting()));
  }

  private static void reckon(List<SentFile> sent) {
    Reckoning reckoning = new Reckoning(product, sent.get(0).clinic(), sent);
    reckoning.awaitAllClosed(Duration.ofMinutes(3));
    reckoning.holds();
  }

  private static List<SentFile> files(Clinic clinic) {
    List<SentFile> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      int same = i == 11 ? 10 : i;
      files.add(new SentFile(clinic, "w%02d.csv".formatted(i), "W%02dN".formatted(same), 400, 50));
    }
    files.add(new SentFile(clinic, "long.csv", "LONG", 4_000, 50));
    return files;
  }

  /** To so many of a hundred calls, and to the first of each kind. */
  private static boolean happens(Call call, int percent) {
    boolean now;
    synchronized (random) {
      now = random.nextInt(100) < percent || !troubles.containsKey(call.operation());
    }
    if (now) {
      troubles.merge(call.operation(), 1, Integer::sum);
    }
    return now;
  }

  private static void standStill(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isS3(Call call) {
    return call.body().isEmpty();
  }

  /** Every fifth item of the batch comes back as unprocessed, and is not written. */
  private static Answer aFifthLeftOut(Call call, Store store) {
    try {
      ObjectNode request = (ObjectNode) JSON.readTree(call.body());
      ObjectNode leftOut = JSON.createObjectNode();
      request
          .get("RequestItems")
          .fields()
          .forEachRemaining(
              table -> {
                ArrayNode items = (ArrayNode) table.getValue();
                ArrayNode later = JSON.createArrayNode();
                for (int i = items.size() - 1; i >= 0; i -= 5) {
                  later.add(items.remove(i));
                }
                leftOut.set(table.getKey(), later);
              });
      boolean anyLeft = request.get("RequestItems").findValues("PutRequest").size() > 0;
      if (anyLeft) {
        Answer answer = store.answer(JSON.writeValueAsString(request));
        if (answer.status() != 200) {
          return answer;
        }
      }
      JsonNode body = JSON.createObjectNode().set("UnprocessedItems", leftOut);
      return Answer.of(200, "application/x-amz-json-1.0", JSON.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Answer error(int status, String type, String message) {
    return Answer.of(
        status,
        "application/x-amz-json-1.0",
        "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"%s\"}"
            .formatted(type, message));
  }
}
