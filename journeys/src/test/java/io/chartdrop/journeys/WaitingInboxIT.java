package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What two clinics did to their inboxes while no worker ran, and what the next one made of it. */
class WaitingInboxIT {
  private static Product product;
  private static Clinic riverside;
  private static Clinic lakeside;

  @BeforeAll
  static void thingsHappen_thenAWorkerComes() {
    product = Product.withoutWorker();
    riverside = product.riverside();
    lakeside = product.lakeside();

    riverside.puts("one.csv", file("T", "the same bytes"));
    riverside.puts("other.csv", file("T", "the same bytes"));

    riverside.puts("daily.csv", file("MON", "Monday's"));
    riverside.puts("daily.csv", file("TUE", "Tuesday's"));

    riverside.puts("withdrawn.csv", file("W1", "first thought"));
    riverside.puts("withdrawn.csv", file("W2", "second thought"));
    riverside.removes("withdrawn.csv");

    riverside.puts("again.csv", file("A1", "not this one"));
    awaitNextSecond();
    riverside.removes("again.csv");
    riverside.puts("again.csv", file("A2", "but this one"));

    lakeside.puts("one.csv", file("T", "the same bytes"));
    product.worker();
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
  void sameBytesUnderTwoNamesAtOnce_areStoredOnce() {
    // one.csv and other.csv are equal, and both wait when the worker comes
    List<LedgerRow> both =
        List.of(riverside.awaitClosed("one.csv"), riverside.awaitClosed("other.csv"));

    LedgerRow completed = only(both, "COMPLETED");
    LedgerRow duplicate = only(both, "DUPLICATE");
    assertThat(completed.added()).isEqualTo(1);
    assertThat(duplicate.duplicateOf()).contains(completed.fileId());
    assertThat(duplicate.read()).isZero();
    List<JsonNode> stored = riverside.finds("--mrn", "T");
    assertThat(stored)
        .singleElement()
        .extracting(record -> record.get("file_id").asText())
        .isEqualTo(completed.fileId());
  }

  @Test
  void sameBytesFromAnotherClinic_areNoDuplicate() {
    assertThat(lakeside.awaitClosed("one.csv").status()).isEqualTo("COMPLETED");
    assertThat(lakeside.counts("--mrn", "T")).isEqualTo(1);
  }

  @Test
  void overwrittenName_isTwoFiles_keptApart() {
    // daily.csv is Monday's, then Tuesday's, before anybody read Monday's
    List<LedgerRow> files = riverside.awaitClosed("daily.csv", 2);

    assertThat(files).extracting(LedgerRow::status).containsExactly("COMPLETED", "COMPLETED");
    assertThat(files).extracting(LedgerRow::fileId).doesNotHaveDuplicates();
    List<String> origins =
        List.of(
            riverside.finds("--mrn", "MON").get(0).get("file_id").asText(),
            riverside.finds("--mrn", "TUE").get(0).get("file_id").asText());
    assertThat(origins)
        .containsExactlyInAnyOrderElementsOf(files.stream().map(LedgerRow::fileId).toList());
  }

  @Test
  void withdrawnFile_isLeftAlone_withItsOlderVersions() {
    // withdrawn.csv came twice and was removed · all else is taken
    awaitAllTaken();

    assertThat(riverside.ledger("withdrawn.csv")).isEmpty();
    assertThat(riverside.counts("--mrn", "W1")).isZero();
    assertThat(riverside.counts("--mrn", "W2")).isZero();
  }

  @Test
  void nameThatComesAgainAfterItWasWithdrawn_isTaken_butNotWhatWasWithdrawn() {
    awaitAllTaken();

    assertThat(riverside.awaitClosed("again.csv").status()).isEqualTo("COMPLETED");
    assertThat(riverside.counts("--mrn", "A2")).isEqualTo(1);
    assertThat(riverside.counts("--mrn", "A1")).isZero();
  }

  @Test
  void inbox_holdsInTheEndOnlyWhatWasWithdrawn() {
    awaitAllTaken();

    await()
        .untilAsserted(
            () ->
                assertThat(riverside.inbox())
                    .containsExactlyInAnyOrder("again.csv", "withdrawn.csv", "withdrawn.csv"));
    await().untilAsserted(() -> assertThat(lakeside.inbox()).isEmpty());
  }

  /** S3 tells times to the second; within one, a version counts as newer than its marker. */
  private static void awaitNextSecond() {
    long second = Instant.now().getEpochSecond();
    await().until(() -> Instant.now().getEpochSecond() > second);
  }

  private static void awaitAllTaken() {
    riverside.awaitClosed("one.csv");
    riverside.awaitClosed("other.csv");
    riverside.awaitClosed("daily.csv", 2);
    riverside.awaitClosed("again.csv");
  }

  private static LedgerRow only(List<LedgerRow> rows, String status) {
    List<LedgerRow> found = rows.stream().filter(row -> row.status().equals(status)).toList();
    assertThat(found).as("%s in %s", status, rows).hasSize(1);
    return found.get(0);
  }

  private static String file(String mrn, String notes) {
    return Csv.of(List.of(Csv.HEADER, List.of(mrn, "Ann", "Waiting", "2026-03-01 09:30", notes)));
  }
}
