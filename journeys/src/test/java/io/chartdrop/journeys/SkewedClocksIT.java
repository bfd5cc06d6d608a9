package io.chartdrop.journeys;

import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Wire.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Workers whose clocks disagree by far more than a lease: each takes the others' leases for over,
 * or for endless. What keeps a file one reader's is the owner on its row, not a clock.
 */
@Tag("attack")
class SkewedClocksIT {
  private static final Duration SKEW = Duration.ofMinutes(10);
  private static final int FILES = 15;
  private static final int ROWS = 600;

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
  void workersTenMinutesApart_takeFilesFromEachOther_andLoseNone() {
    // one is ten minutes ahead, one behind, one is right · two clinics, 15 files each, every fifth
    // the bytes of the one before · the one behind is killed in the middle
    List<Clinic> clinics = List.of(product.riverside(), product.lakeside());
    List<SentFile> sent =
        clinics.stream()
            .flatMap(
                clinic ->
                    IntStream.range(0, FILES)
                        .mapToObj(i -> file(clinic, i, i % 5 == 4 ? i - 1 : i)))
            .toList();
    List<Worker> workers = new ArrayList<>();
    for (Duration ahead : List.of(SKEW.negated(), Duration.ZERO, SKEW)) {
      workers.add(new Worker(product, SkewedClock.by(ahead), worker -> Trouble.NONE));
    }
    workers.forEach(Worker::awaitReady);
    sent.forEach(SentFile::send);

    await("a third is closed, and some were taken from a worker that lives")
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                rows(clinics).filter(LedgerRow::isClosed).count() > FILES * 2 / 3
                    && rows(clinics).anyMatch(row -> row.attempts() > 1));
    workers.get(0).kill();
    for (Clinic clinic : clinics) {
      Reckoning reckoning = new Reckoning(product, clinic, sent);
      reckoning.awaitAllClosed(Duration.ofMinutes(3));
      reckoning.holds();
    }
    long taken = rows(clinics).filter(row -> row.attempts() > 1).count();
    System.out.println(taken + " of " + sent.size() + " files were taken from another worker");
    workers.forEach(Worker::close);
  }

  private static SentFile file(Clinic clinic, int i, int same) {
    return new SentFile(clinic, "f%02d.csv".formatted(i), "F%02dN".formatted(same), ROWS, 20);
  }

  private static Stream<LedgerRow> rows(List<Clinic> clinics) {
    return clinics.stream().flatMap(clinic -> clinic.ledger().stream());
  }
}
