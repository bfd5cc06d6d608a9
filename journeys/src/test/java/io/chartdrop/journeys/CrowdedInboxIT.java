package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Wire.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One clinic sends {@code -Dattack.flood=} files at once (500); another sends one file now and
 * then, and must not feel it.
 */
@Tag("attack")
class CrowdedInboxIT {
  private static final int FLOOD = Integer.getInteger("attack.flood", 500);
  private static final int SINGLES = 5;
  private static final int ROWS = 5;

  /** Beyond what a file takes alone, which was three seconds where it was seen to be long. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

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
  void filesOfOneClinicByTheThousand_areAllRead_andDelayNoOtherClinicsFile() {
    Clinic crowd = product.riverside();
    Clinic other = product.lakeside();
    List<SentFile> singles = new ArrayList<>();
    try (Worker worker = new Worker(product, its -> Trouble.NONE)) {
      worker.awaitReady();
      Duration alone = longest(other, "alone", singles);
      List<SentFile> flood =
          IntStream.range(0, FLOOD)
              .mapToObj(
                  i -> new SentFile(crowd, "c%05d.csv".formatted(i), "C%dN".formatted(i), ROWS, 0))
              .toList();
      long begun = System.nanoTime();
      flood.forEach(SentFile::send);
      await("the flood is being read")
          .atMost(Duration.ofMinutes(2))
          .until(() -> closed(crowd) > SINGLES);
      Duration beside = longest(other, "beside", singles);
      assertThat(closed(crowd)).as("the flood lasted").isLessThan(FLOOD);

      Reckoning ofCrowd = new Reckoning(product, crowd, flood);
      ofCrowd.awaitAllClosed(Duration.ofMinutes(1 + FLOOD / 100));
      System.out.printf(
          "%d files in %d s; another clinic's file: %d ms alone, %d ms beside them%n",
          FLOOD,
          Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
          alone.toMillis(),
          beside.toMillis());
      ofCrowd.holds();
      Reckoning ofOther = new Reckoning(product, other, singles);
      ofOther.awaitAllClosed(Duration.ofMinutes(1));
      ofOther.holds();
      assertThat(beside).isLessThan(alone.plus(PATIENCE));
    }
  }

  /** Of some files, one after the other: from where each is sent to where it is closed. */
  private static Duration longest(Clinic clinic, String name, List<SentFile> sent) {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < SINGLES; i++) {
      SentFile file =
          new SentFile(clinic, name + i + ".csv", name.toUpperCase() + i + "N", ROWS, 0);
      sent.add(file);
      long begun = System.nanoTime();
      file.send();
      clinic.awaitClosed(file.name());
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      longest = took.compareTo(longest) > 0 ? took : longest;
    }
    return longest;
  }

  private static long closed(Clinic clinic) {
    return clinic.ledger().stream().filter(LedgerRow::isClosed).count();
  }
}
