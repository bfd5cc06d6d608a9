package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Wire.Answer;
import io.chartdrop.journeys.Wire.Call;
import io.chartdrop.journeys.Wire.Store;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that end the worker that reads them, or that no attempt ever gets through. */
@Tag("attack")
class DeadlyFilesIT {

  private static final int GIVEN_UP_AFTER = 5;

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
  void fileThatKillsItsWorker_isGivenUp_andTheFilesBesideItAreRead() {
    // deadly.csv kills each worker that downloads it · a worker is always started again · twenty
    // long files of two clinics are in hand beside it each time
    Clinic riverside = product.riverside();
    Clinic lakeside = product.lakeside();
    List<SentFile> beside =
        IntStream.range(0, 10)
            .boxed()
            .flatMap(i -> List.of(beside(riverside, i), beside(lakeside, i)).stream())
            .toList();
    SentFile deadly = new SentFile(riverside, "deadly.csv", "DEADLY", 100, 0);
    deadly.send();
    beside.forEach(SentFile::send);

    int deaths = 0;
    Worker worker = worker();
    while (riverside.ledger("deadly.csv").stream().noneMatch(LedgerRow::isClosed)) {
      Worker running = worker;
      await("it died, or the file is given up")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .until(
              () ->
                  !running.isAlive()
                      || riverside.ledger("deadly.csv").stream().anyMatch(LedgerRow::isClosed));
      if (!worker.isAlive()) {
        deaths++;
        worker.close();
        worker = worker();
      }
    }

    LedgerRow givenUp = riverside.awaitClosed("deadly.csv");
    assertThat(givenUp.status()).isEqualTo("FAILED");
    assertThat(deaths).isEqualTo(GIVEN_UP_AFTER);
    assertThat(inErrors(givenUp)).isTrue();
    beside.forEach(file -> file.clinic().awaitClosed(file.name()));
    new Reckoning(product, lakeside, beside).holds();
    assertThat(riverside.ledger())
        .filteredOn(row -> !row.name().equals("deadly.csv"))
        .hasSize(10)
        .allSatisfy(row -> assertThat(row.status()).isEqualTo("COMPLETED"))
        .allSatisfy(row -> assertThat(row.added()).isEqualTo(3_000));
    worker.close();
  }

  @Test
  void fiftyFilesThatNoAttemptGetsThrough_areGivenUp_andTheGoodOneBehindThemIsRead() {
    // fifty files whose download is always shorter than listed · a good one, last by name
    Clinic clinic = product.clinic("orchard");
    List<SentFile> poison =
        IntStream.range(0, 50)
            .mapToObj(
                i -> new SentFile(clinic, "a-poison-%02d.csv".formatted(i), "P" + i + "N", 20, 0))
            .toList();
    SentFile good = new SentFile(clinic, "good.csv", "GOOD", 100, 0);
    poison.forEach(SentFile::send);
    good.send();

    try (Worker worker = worker()) {
      assertThat(clinic.awaitClosed("good.csv").status()).isEqualTo("COMPLETED");
      await("all poison is given up")
          .atMost(Duration.ofMinutes(2))
          .until(() -> clinic.ledger().stream().allMatch(LedgerRow::isClosed));
      assertThat(clinic.ledger())
          .filteredOn(row -> row.name().contains("poison"))
          .hasSize(50)
          .allSatisfy(row -> assertThat(row.status()).isEqualTo("FAILED"))
          .allSatisfy(row -> assertThat(inErrors(row)).isTrue());
      assertThat(clinic.inbox()).isEmpty();
    }
  }

  private static SentFile beside(Clinic clinic, int i) {
    return new SentFile(clinic, "z-beside-%d.csv".formatted(i), "Z%dN".formatted(i), 3_000, 0);
  }

  private static Worker worker() {
    return new Worker(product, worker -> (call, store) -> pass(worker, call, store));
  }

  private static Answer pass(Worker worker, Call call, Store store) {
    if (call.is("GetObject") && call.uri().contains("deadly")) {
      throw worker.killed();
    }
    Answer answer = store.answer();
    if (call.is("GetObject") && call.uri().contains("poison")) {
      return new Answer(200, answer.headers(), Arrays.copyOf(answer.body(), 10));
    }
    return answer;
  }

  private static boolean inErrors(LedgerRow row) {
    return product
        .s3()
        .listObjectsV2Paginator(list -> list.bucket(product.address("CHARTDROP_ERRORS")))
        .contents()
        .stream()
        .anyMatch(object -> object.key().endsWith(row.fileId() + "/" + row.name()));
  }
}
