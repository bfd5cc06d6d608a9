package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.local.process.LocalProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker ends in the middle of a file; the next one finishes it. */
@Tag("attack")
class EndedWorkerIT {
  private static final int ROWS = 6_000;

  /** One row in a hundred has no date. */
  private static final int BAD = ROWS / 100;

  private static Product product;

  @BeforeAll
  static void start() {
    product = Product.withoutWorker();
  }

  @AfterAll
  static void countsHold() {
    try {
      product.requireBalancedLedger();
    } finally {
      product.close();
    }
  }

  @Test
  void killedInTheMiddle_everyRowIsThereOnce_andCounted() throws Exception {
    // 6,000 rows, 60 of them bad · SIGKILL after some are stored · another worker starts
    Clinic clinic = product.riverside();
    LocalProcess first = product.worker();
    clinic.puts("killed.csv", file("Killed"));
    clinic.awaitInHand("killed.csv", row -> row.added() > 0 && row.read() < ROWS / 2);

    handle(first).destroyForcibly();
    handle(first).onExit().get(10, TimeUnit.SECONDS);
    LedgerRow left = clinic.ledger("killed.csv").get(0);
    assertThat(left.status()).isEqualTo("PROCESSING");
    assertThat(left.read()).isLessThan(ROWS);

    try (LocalProcess second = product.worker()) {
      LedgerRow done = clinic.awaitClosed("killed.csv");
      assertThat(done.status()).isEqualTo("COMPLETED_WITH_REJECTS");
      assertThat(done.fileId()).isEqualTo(left.fileId());
      // a kill may be the file's doing: it counts
      assertThat(done.attempts()).isEqualTo(2);
      everyGoodRowIsThereOnce(clinic, done, "Killed");
    }
  }

  @Test
  void askedToStopInTheMiddle_endsSoon_andTheNextFinishesAtOnce() throws Exception {
    // 6,000 rows, 60 of them bad · SIGTERM after some are stored · another worker starts
    Clinic clinic = product.lakeside();
    LocalProcess first = product.worker();
    clinic.puts("stopped.csv", file("Stopped"));
    clinic.awaitInHand("stopped.csv", row -> row.added() > 0 && row.read() < ROWS / 2);

    handle(first).destroy();
    handle(first).onExit().get(60, TimeUnit.SECONDS);
    LedgerRow left = clinic.ledger("stopped.csv").get(0);
    assertThat(left.isClosed()).as("stopped in the middle: %s", left).isFalse();

    try (LocalProcess second = product.worker()) {
      LedgerRow done = clinic.awaitClosed("stopped.csv");
      assertThat(done.status()).isEqualTo("COMPLETED_WITH_REJECTS");
      assertThat(done.fileId()).isEqualTo(left.fileId());
      // the first one was given back
      assertThat(done.attempts()).isEqualTo(1);
      everyGoodRowIsThereOnce(clinic, done, "Stopped");
    }
  }

  private static void everyGoodRowIsThereOnce(Clinic clinic, LedgerRow file, String family) {
    assertThat(List.of(file.read(), file.added(), file.known(), file.rejected()))
        .containsExactly((long) ROWS, (long) ROWS - BAD, 0L, (long) BAD);
    assertThat(clinic.storedNumbers(family))
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, ROWS).filter(i -> !isBad(i)).mapToObj(i -> family + i).toList());
    assertThat(clinic.finds("--mrn", family + (ROWS - 1)))
        .singleElement()
        .extracting(record -> record.get("file_id").asText())
        .isEqualTo(file.fileId());
  }

  private static boolean isBad(int row) {
    return row % (ROWS / BAD) == 7;
  }

  private static String file(String family) {
    List<List<String>> rows = new ArrayList<>(List.of(Csv.HEADER));
    for (int i = 0; i < ROWS; i++) {
      String at = isBad(i) ? "some time" : "2026-03-%02d 09:30".formatted(1 + i % 28);
      rows.add(List.of(family + i, "Ann", family, at, "Note of row " + i));
    }
    return Csv.of(rows);
  }

  private static ProcessHandle handle(LocalProcess process) {
    return ProcessHandle.of(process.pid()).orElseThrow();
  }
}
