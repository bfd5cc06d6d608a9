package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Wire.Answer;
import io.chartdrop.journeys.Wire.Call;
import io.chartdrop.journeys.Wire.Store;
import io.chartdrop.journeys.Wire.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    sent.forEach(SentFile::send);
    for (int i = 0; i < 3; i++) {
      workers.add(new Worker(product, worker -> Trouble.NONE));
    }

    awaitClosed(clinics, sent.size() / 5);
    workers.get(0).kill();
    workers.get(1).pause();
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
  void workerThatStoodStillAtItsClosing_closesNothing_whenAnotherHasTheFile() throws Exception {
    // one worker stands still when it is about to close the file · its lease ends · the other one
    // takes and closes the file · the first one's closing arrives after that
    Clinic clinic = product.clinic("meadow");
    SentFile file = new SentFile(clinic, "late.csv", "LATE", 3_000, 100);
    CountDownLatch standsStill = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    Worker first = new Worker(product, worker -> holdingBackItsClosing(standsStill, goesOn));
    first.awaitReady();
    file.send();
    assertThat(standsStill.await(60, TimeUnit.SECONDS)).isTrue();
    first.pause();

    try (Worker second = new Worker(product, worker -> Trouble.NONE)) {
      LedgerRow closed = clinic.awaitClosed("late.csv");
      assertThat(closed.attempts()).isEqualTo(2);
      first.resume();
      goesOn.countDown();
      await("the first worker is of use again")
          .atMost(Duration.ofSeconds(60))
          .until(() -> first.isAlive());
      SentFile next = new SentFile(clinic, "next.csv", "NEXT", ROWS, 0);
      second.close();
      next.send();

      Reckoning reckoning = new Reckoning(product, clinic, List.of(file, next));
      reckoning.awaitAllClosed(Duration.ofMinutes(2));
      reckoning.holds();
    }
    first.close();
  }

  private static Trouble holdingBackItsClosing(CountDownLatch standsStill, CountDownLatch goesOn) {
    return new Trouble() {
      @Override
      public Answer on(Call call, Store store) {
        if (call.is("TransactWriteItems") && standsStill.getCount() > 0) {
          standsStill.countDown();
          try {
            goesOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
        return store.answer();
      }
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
        .until(
            () ->
                clinics.stream()
                        .flatMap(clinic -> clinic.ledger().stream())
                        .filter(LedgerRow::isClosed)
                        .count()
                    >= files);
  }
}
