package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Wire.Answer;
import io.chartdrop.journeys.Wire.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several workers on the same inboxes, some of which die or stand still. */
@Tag("attack")
class RacingWorkersIT {
  private static final int FILES = Integer.getInteger("attack.files", 100);
  private static final int ROWS = 60;

  private static Product product;

  private final List<Worker> workers = new ArrayList<>();

  @BeforeAll
  static void start() {
    product = Product.withoutWorker();
  }

  @AfterAll
  static void stop() {
    product.close();
  }

  @Test
  void threeWorkersOnFiveInboxes_oneKilled_oneStandingStill_readEachFileOnce() {
    // 5 clinics, 100 files each, every tenth the bytes of the one before · in the middle one worker
    // is killed, and one stands still until its leases are over, and then goes on
    List<Clinic> clinics =
        Stream.concat(
                Stream.of(product.riverside(), product.lakeside()),
                Stream.of("hilltop", "harbor", "valley").map(product::clinic))
            .toList();
    List<SentFile> sent = clinics.stream().flatMap(clinic -> files(clinic).stream()).toList();
    for (int i = 0; i < 3; i++) {
      workers.add(new Worker(product, worker -> Trouble.NONE));
    }
    workers.forEach(Worker::awaitReady);
    sent.forEach(SentFile::send);

    awaitClosed(clinics, sent.size() / 5);
    workers.get(1).pause();
    await("a file of the one that stands still is taken over and closed")
        .atMost(Duration.ofMinutes(1))
        .until(() -> rows(clinics).anyMatch(row -> row.isClosed() && row.attempts() > 1));
    assertThat(rows(clinics).filter(LedgerRow::isClosed)).as("closed").hasSizeLessThan(sent.size());
    workers.get(0).kill();
    awaitClosed(clinics, sent.size() * 3 / 5);
    workers.get(1).resume();

    for (Clinic clinic : clinics) {
      Reckoning reckoning = new Reckoning(product, clinic, sent);
      reckoning.awaitAllClosed(Duration.ofMinutes(3));
      reckoning.holds();
    }
    workers.forEach(Worker::close);
  }

  @Test
  void workerThatStoodStillAtItsClosing_isRefused_whenAnotherHasTheFile() throws Exception {
    // one worker stands still when it is about to close the file · its lease ends · the other one
    // takes and closes the file · the first one's closing arrives after that
    Clinic clinic = product.clinic("meadow");
    SentFile file = new SentFile(clinic, "late.csv", "LATE", 3_000, 100);
    CountDownLatch standsStill = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    CompletableFuture<Answer> late = new CompletableFuture<>();
    Worker first = new Worker(product, worker -> holdingBackItsClosing(standsStill, goesOn, late));
    first.awaitReady();
    file.send();
    assertThat(standsStill.await(60, TimeUnit.SECONDS)).isTrue();
    first.pause();

    try (Worker second = new Worker(product, worker -> Trouble.NONE)) {
      LedgerRow closed = clinic.awaitClosed("late.csv");
      assertThat(closed.attempts()).isEqualTo(2);
      first.resume();
      goesOn.countDown();
      Answer refused = late.get(60, TimeUnit.SECONDS);
      assertThat(refused.status()).isEqualTo(400);
      assertThat(new String(refused.body(), UTF_8)).contains("TransactionCanceledException");
      SentFile next = new SentFile(clinic, "next.csv", "NEXT", ROWS, 0);
      second.close();
      next.send();

      Reckoning reckoning = new Reckoning(product, clinic, List.of(file, next));
      reckoning.awaitAllClosed(Duration.ofMinutes(2));
      reckoning.holds();
    }
    first.close();
  }

  /** Its first one; {@code late} is what the store answers to it. */
  private static Trouble holdingBackItsClosing(
      CountDownLatch standsStill, CountDownLatch goesOn, CompletableFuture<Answer> late) {
    return (call, store) -> {
      boolean held = call.is("TransactWriteItems") && standsStill.getCount() > 0;
      if (held) {
        standsStill.countDown();
        try {
          goesOn.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      Answer answer = store.answer();
      if (held) {
        late.complete(answer);
      }
      return answer;
    };
  }

  private List<SentFile> files(Clinic clinic) {
    return IntStream.range(0, FILES)
        .mapToObj(
            i -> {
              int same = i % 10 == 9 ? i - 1 : i;
              return new SentFile(
                  clinic, "f%03d.csv".formatted(i), "F%03dN".formatted(same), ROWS, 20);
            })
        .toList();
  }

  private static void awaitClosed(List<Clinic> clinics, int files) {
    await(files + " files are closed")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> rows(clinics).filter(LedgerRow::isClosed).count() >= files);
  }

  private static Stream<LedgerRow> rows(List<Clinic> clinics) {
    return clinics.stream().flatMap(clinic -> clinic.ledger().stream());
  }
}
