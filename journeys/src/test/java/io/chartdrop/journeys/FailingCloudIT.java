package io.chartdrop.journeys;

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
import java.util.concurrent.atomic.AtomicLong;
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

  /** A call that is tried again must not outlast its lease each time. */
  private static final Map<String, String> LEASE_BEYOND_RETRIES =
      Map.of("INTAKE_LEASE", "12s", "INTAKE_LEASEMARGIN", "3s");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicReference<Trouble> weather = new AtomicReference<>(Trouble.NONE);
  private static final AtomicLong troubles = new AtomicLong();
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
  void s3FailsFivePercentOfCalls_andCutsDownloads() {
    survives(
        "sunny",
        (call, store) -> {
          if (isS3(call) && happens(5)) {
            return Answer.of(503, "application/xml", "<Error><Code>SlowDown</Code></Error>");
          }
          Answer answer = store.answer();
          if (call.is("GetObject") && happens(30)) {
            throw new Cut(answer);
          }
          return answer;
        });
  }

  @Test
  void tenPercentOfTheWritesAreNotProcessed() {
    survives(
        "drizzle",
        (call, store) ->
            call.is("BatchWriteItem") && happens(50) ? aFifthLeftOut(call, store) : store.answer());
  }

  @Test
  void oneIndexIsThrottled() {
    survives(
        "fog",
        (call, store) ->
            call.is("BatchWriteItem") && happens(30)
                ? error(
                    400,
                    "ProvisionedThroughputExceededException",
                    "The level of configured provisioned throughput for one or more global secondary indexes of the table was exceeded")
                : store.answer());
  }

  @Test
  void answersAreLost_afterTheStoreDidWhatItWasAsked() {
    survives(
        "gale",
        (call, store) -> {
          Answer answer = store.answer();
          if (!call.is("ListObjectVersions", "HeadObject", "Scan") && happens(5)) {
            throw new Cut();
          }
          return answer;
        });
  }

  @Test
  void dynamoDbIsDown_forAWhile() {
    survivesOutage(
        "hail",
        (call, store) -> isS3(call) ? store.answer() : error(500, "InternalServerError", "down"));
  }

  @Test
  void s3IsDown_forAWhile() {
    survivesOutage(
        "ice",
        (call, store) -> {
          if (isS3(call)) {
            throw new Cut();
          }
          return store.answer();
        });
  }

  /** Files go all the way while the trouble lasts. */
  private static void survives(String clinic, Trouble trouble) {
    troubles.set(0);
    List<SentFile> sent = files(product.clinic(clinic));
    weather.set(trouble);
    try {
      sent.forEach(SentFile::send);
      reckon(sent);
    } finally {
      weather.set(Trouble.NONE);
    }
    System.out.println(clinic + ": " + troubles + " troubles");
    assertThat(troubles).hasPositiveValue();
  }

  /** Files are in hand when all goes down; nothing moves meanwhile, all goes on afterwards. */
  private static void survivesOutage(String name, Trouble outage) {
    Clinic clinic = product.clinic(name);
    List<SentFile> sent = files(clinic);
    sent.forEach(SentFile::send);
    await("one file is closed")
        .atMost(Duration.ofMinutes(1))
        .until(() -> clinic.ledger().stream().anyMatch(LedgerRow::isClosed));
    weather.set(outage);
    try {
      long end = System.nanoTime() + OUTAGE.toNanos();
      await("the outage is over")
          .atMost(OUTAGE.plusSeconds(5))
          .until(() -> System.nanoTime() > end);
    } finally {
      weather.set(Trouble.NONE);
    }
    reckon(sent);
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

  private static boolean happens(int percent) {
    boolean now;
    synchronized (random) {
      now = random.nextInt(100) < percent;
    }
    if (now) {
      troubles.incrementAndGet();
    }
    return now;
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
