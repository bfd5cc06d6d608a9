package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chartdrop.journeys.Wire.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A spool on a disk of 2 MB. Only root may mount one: without it this is skipped, loudly. */
@Tag("attack")
class FullDiskIT {
  private static Product product;
  private static Path disk;
  private static boolean mounted;

  @BeforeAll
  static void start() {
    disk = Product.directory("small-disk");
    mounted = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk.toString());
    if (!mounted) {
      System.err.println("SKIPPED: a full disk, for nothing can be mounted here (it takes root)");
    }
    assumeTrue(mounted);
    product = Product.withoutWorker();
  }

  @AfterAll
  static void stop() {
    if (product != null) {
      product.close();
    }
    if (mounted) {
      run("umount", disk.toString());
    }
  }

  @BeforeEach
  void shrink() {
    resize("2m");
  }

  private static boolean run(String... command) {
    return Finished.run(new ProcessBuilder(command)).status() == 0;
  }

  @Test
  void fileForWhichTheDiskHasNoRoom_waitsLoudly_letsOthersPass_andIsReadOnceThereIsSome() {
    // a file of 3 MB · small ones of the same clinic and another · then the disk grows
    Clinic clinic = product.riverside();
    SentFile large = new SentFile(clinic, "a-large.csv", "LARGE", 40_000, 0);
    List<SentFile> small =
        List.of(
            new SentFile(clinic, "b-small.csv", "SMALL", 100, 0),
            new SentFile(product.lakeside(), "small.csv", "OTHER", 100, 0));
    large.send();
    small.forEach(SentFile::send);
    Map<String, String> spool = Map.of("INTAKE_SPOOL", disk.resolve("spool").toString());
    try (Worker worker = new Worker(product, spool, its -> Trouble.NONE)) {
      small.forEach(
          file ->
              assertThat(file.clinic().awaitClosed(file.name()).status()).isEqualTo("COMPLETED"));
      awaitSaid(worker);
      assertThat(clinic.ledger("a-large.csv"))
          .singleElement()
          .satisfies(row -> assertThat(row.isClosed()).isFalse());

      resize("64m");
      Reckoning reckoning = new Reckoning(product, clinic, List.of(large, small.get(0)));
      reckoning.awaitAllClosed(Duration.ofMinutes(3));
      reckoning.holds();
      assertThat(clinic.ledger("a-large.csv").get(0).attempts()).isEqualTo(1);
    }
  }

  @Test
  void fileWhoseRejectsFillTheDisk_waitsLoudly_andIsReadOnceThereIsRoom() {
    // 200 KB of rows with one letter each: what is to be said of them takes 10 MB
    Clinic clinic = product.clinic("short");
    int rows = 100_000;
    String header = String.join(",", Csv.HEADER) + "\n";
    clinic.uploads("letters.csv", (header + "x\n".repeat(rows)).getBytes(UTF_8));
    Map<String, String> spool = Map.of("INTAKE_SPOOL", disk.resolve("spool").toString());
    try (Worker worker = new Worker(product, spool, its -> Trouble.NONE)) {
      awaitSaid(worker);
      assertThat(clinic.ledger("letters.csv").get(0).isClosed()).isFalse();

      resize("64m");
      LedgerRow row = clinic.awaitClosed("letters.csv");
      assertThat(row.rejected()).isEqualTo(rows);
      assertThat(row.attempts()).isEqualTo(1);
    }
  }

  private static void resize(String size) {
    assertThat(run("mount", "-o", "remount,size=" + size, disk.toString())).isTrue();
  }

  private static void awaitSaid(Worker worker) {
    await("it is said")
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                worker.output().stream()
                    .anyMatch(line -> line.contains("the spool's disk is full")));
  }
}
