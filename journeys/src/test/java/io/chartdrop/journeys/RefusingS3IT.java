package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Wire.Answer;
import io.chartdrop.journeys.Wire.Call;
import io.chartdrop.journeys.Wire.Cut;
import io.chartdrop.journeys.Wire.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** S3 lets the service down at its beginning, or one file for good at its end. */
@Tag("attack")
class RefusingS3IT {
  private static Product product;
  private static volatile boolean away;

  @BeforeAll
  static void start() {
    product = Product.withoutWorker();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  private static Answer pass(Call call, Store store) {
    if (away && call.body().isEmpty()) {
      throw new Cut();
    }
    if (call.is("CopyObject") && call.uri().contains("refused")) {
      return Answer.of(
          400,
          "application/xml",
          "<Error><Code>InvalidRequest</Code><Message>no</Message></Error>");
    }
    return store.answer();
  }

  @Test
  void serviceStartedWhileS3IsAway_lives_isNotReady_andReadsWhenItIsBack() {
    Clinic clinic = product.riverside();
    SentFile file = new SentFile(clinic, "waiting.csv", "WAIT", 100, 0);
    file.send();
    int port = freePort();
    Map<String, String> withHealth =
        Map.of("SPRING_MAIN_WEBAPPLICATIONTYPE", "servlet", "SERVER_PORT", Integer.toString(port));
    away = true;
    try (Worker worker = new Worker(product, withHealth, its -> RefusingS3IT::pass)) {
      worker.awaitReady();
      assertThat(readiness(port)).isEqualTo(503);
      assertThat(worker.isAlive()).isTrue();
      away = false;

      await("it is ready").atMost(Duration.ofMinutes(1)).until(() -> readiness(port) == 200);
      Reckoning reckoning = new Reckoning(product, clinic, List.of(file));
      reckoning.awaitAllClosed(Duration.ofMinutes(1));
      reckoning.holds();
    }
  }

  @Test
  void fileThatS3WillNotCopy_isGivenUpWhereItIs_andItsVersionStays() {
    // its rows are stored, but neither archive nor errors take it
    Clinic clinic = product.lakeside();
    SentFile refused = new SentFile(clinic, "refused.csv", "REFUSED", 100, 0);
    SentFile good = new SentFile(clinic, "good.csv", "GOOD", 100, 0);
    refused.send();
    good.send();
    try (Worker worker = new Worker(product, its -> RefusingS3IT::pass)) {
      worker.awaitReady();
      assertThat(clinic.awaitClosed("good.csv").status()).isEqualTo("COMPLETED");

      LedgerRow givenUp = clinic.awaitClosed("refused.csv");
      assertThat(givenUp.status()).isEqualTo("FAILED");
      assertThat(givenUp.added()).isEqualTo(100);
      assertThat(clinic.inbox()).containsExactly("refused.csv");
      assertThat(clinic.storedNumbers("REFUSED")).hasSize(100);
    }
  }

  private static int readiness(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness")
                  .toURL()
                  .openConnection();
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
