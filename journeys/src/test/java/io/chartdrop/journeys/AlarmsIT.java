package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Wire.Answer;
import io.chartdrop.journeys.Wire.Trouble;
import io.chartdrop.local.process.LocalProcess;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * For each alarm of terraform/modules/watch the condition that it is for is caused, and its metric
 * moves: by the name, the dimensions and the way that CloudWatch has. Not partial-upload, which
 * Transfer Family's own log counts; and of throttled-TABLE, which is DynamoDB's own metric, what
 * our clients see of it.
 */
@Tag("attack")
class AlarmsIT {
  private static final String ENVIRONMENT = "alarms";
  private static final Map<String, String> TELLING =
      Map.of("CHARTDROP_ENVIRONMENT", ENVIRONMENT, "CHARTDROP_METRICSINTERVAL", "1s");

  private static volatile Trouble workersTrouble = Trouble.NONE;
  private static volatile Trouble apisTrouble = Trouble.NONE;

  private static Product product;
  private static Clinic clinic;
  private static Worker worker;
  private static Wire apisWire;
  private static LocalProcess api;
  private static String apiAddress;
  private static Told told;

  @BeforeAll
  static void start() {
    product = Product.running();
    clinic = product.clinicOfItsOwn("alarms-" + UUID.randomUUID().toString().substring(0, 8));
    told = new Told(product.home(), ENVIRONMENT);
    int port = Product.freePort();
    apiAddress = "http://127.0.0.1:" + port;
    apisWire =
        Wire.to(
            product.address("AWS_ENDPOINT_URL_DYNAMODB"),
            (call, store) -> apisTrouble.on(call, store));
    Map<String, String> apis = new HashMap<>(TELLING);
    apis.put("SERVER_PORT", Integer.toString(port));
    apis.put("MANAGEMENT_SERVER_PORT", "0");
    apis.put("AWS_ENDPOINT_URL_DYNAMODB", apisWire.address());
    api = product.beginMiddletier(apis);
    worker = worker();
    worker.awaitReady();
    api.awaitReady();
  }

  private static Worker worker() {
    Map<String, String> settings = new HashMap<>(TELLING);
    settings.put("CHARTDROP_TABLE_TENANTS", product.tableOf(clinic));
    return new Worker(product, settings, w -> (call, store) -> workersTrouble.on(call, store));
  }

  @AfterAll
  static void stop() {
    worker.close();
    api.close();
    apisWire.close();
  }

  private static void until(String what, BooleanSupplier condition) {
    await(what).atMost(Duration.ofMinutes(1)).until(condition::getAsBoolean);
  }

  private static Answer down() {
    return Answer.of(500, "application/x-amz-json-1.0", "{\"__type\":\"InternalServerError\"}");
  }

  private static byte[] file(String family) {
    return Csv.of(List.of(Csv.HEADER, List.of(family, "Ann", "Oak", "2026-03-01 09:30", "Well")))
        .getBytes(UTF_8);
  }

  @Test
  void oldestFileWaits_whenNoFileCanBeClaimed_andNoLongerOnceItIsRead() {
    workersTrouble = (call, store) -> call.is("UpdateItem") ? down() : store.answer();
    clinic.uploads("waits.csv", file("WAITS"));

    until("its age is told", () -> told.max("oldest_waiting") > 3);

    workersTrouble = Trouble.NONE;
    assertThat(clinic.awaitClosed("waits.csv").status()).isEqualTo("COMPLETED");
    until(
        "nothing waits",
        () -> {
          List<Double> ages = told.values("oldest_waiting", Map.of());
          return ages.get(ages.size() - 1) == 0;
        });
  }

  @Test
  void tenantNotPolled_whenItsInboxCannotBeListed() {
    workersTrouble = (call, store) -> call.is("ListObjectVersions") ? down() : store.answer();

    until("the time is told", () -> told.max("poll_age") > 4);

    workersTrouble = Trouble.NONE;
  }

  @Test
  void fileFailed_whenNoAttemptGetsThrough() {
    workersTrouble =
        (call, store) -> {
          Answer answer = store.answer();
          return call.is("GetObject") && call.uri().contains("poison")
              ? new Answer(200, answer.headers(), Arrays.copyOf(answer.body(), 10))
              : answer;
        };
    clinic.uploads("poison.csv", file("POISON"));

    assertThat(clinic.awaitClosed("poison.csv").status()).isEqualTo("FAILED");
    until("it is told", () -> told.sum("files_closed", Map.of("status", "FAILED")) >= 1);
    until("so are its attempts", () -> told.sum("attempts", Map.of("outcome", "failed")) >= 5);
    workersTrouble = Trouble.NONE;
  }

  @Test
  void throttled_whenAStoreRefusesOrLeavesUndone() {
    int[] refused = {0};
    workersTrouble =
        (call, store) -> {
          synchronized (refused) {
            return call.is("BatchWriteItem") && refused[0]++ < 3
                ? Answer.of(
                    400,
                    "application/x-amz-json-1.0",
                    "{\"__type\":\"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException\"}")
                : store.answer();
          }
        };
    clinic.uploads("throttled.csv", file("THROTTLED"));

    assertThat(clinic.awaitClosed("throttled.csv").status()).isEqualTo("COMPLETED");
    until("it is told", () -> told.sum("throttles", Map.of()) >= 3);
    workersTrouble = Trouble.NONE;
  }

  @Test
  void rowsAndLanding_areToldOfEachFile() {
    clinic.uploads("told.csv", file("TOLD"));

    clinic.awaitClosed("told.csv");
    until("its row", () -> told.sum("rows", Map.of("outcome", "new")) >= 1);
    until("its time", () -> told.max("landing") >= 0);
  }

  @Test
  void takeover_whenAWorkerDiesWithAFileInHand() {
    CountDownLatch inHand = new CountDownLatch(1);
    workersTrouble =
        (call, store) -> {
          if (call.is("BatchWriteItem") && call.body().contains("ORPHAN")) {
            inHand.countDown();
            throw worker.killed();
          }
          return store.answer();
        };
    clinic.uploads("orphan.csv", file("ORPHAN"));
    until("it is in hand", () -> inHand.getCount() == 0);
    worker.close();

    workersTrouble = Trouble.NONE;
    worker = worker();
    assertThat(clinic.awaitClosed("orphan.csv").status()).isEqualTo("COMPLETED");
    until("it is told", () -> told.sum("lease_takeovers", Map.of()) >= 1);
  }

  @Test
  void apiErrors_whenATableIsDown() {
    String token = ApiTokens.of(product, "riverside");
    Web caller = new Web(apiAddress);
    assertThat(caller.readAs(token, "/api/v1/files").statusCode()).isEqualTo(200);

    apisTrouble = (call, store) -> down();
    assertThat(caller.readAs(token, "/api/v1/files").statusCode()).isEqualTo(503);

    until("it is told", () -> told.sum("api_requests", Map.of("outcome", "server_error")) >= 1);
    apisTrouble = Trouble.NONE;
  }

  @Test
  void apiSlow_whenATableIsSlow() {
    String token = ApiTokens.of(product, "riverside");
    CountDownLatch never = new CountDownLatch(1);
    apisTrouble =
        (call, store) -> {
          try {
            never.await(1200, TimeUnit.MILLISECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return store.answer();
        };

    new Web(apiAddress).readAs(token, "/api/v1/files");

    until("it is told", () -> told.max("api_latency") > 1);
    apisTrouble = Trouble.NONE;
  }
}
