package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Many clients upload under a waiting name and rename when all is there. */
class RenamedUploadIT {
  private final Clinic riverside = Product.running().riverside();
  private final String once = UUID.randomUUID().toString().substring(0, 8);

  @AfterAll
  static void countsHold() {
    Product.running().requireBalancedLedger();
  }

  @Test
  void waitingName_isLeftAlone_untilItIsRenamed() {
    // slow.csv.part arrives · another file arrives and is taken · slow.csv.part becomes slow.csv
    String slow = "slow-" + once + ".csv";
    riverside.puts(slow + ".part", file("S"));
    riverside.puts("quick-" + once + ".csv", file("Q"));

    riverside.awaitClosed("quick-" + once + ".csv");
    assertThat(riverside.ledger()).extracting(LedgerRow::name).doesNotContain(slow, slow + ".part");
    assertThat(riverside.inbox()).contains(slow + ".part");

    riverside.renames(slow + ".part", slow);
    LedgerRow taken = riverside.awaitClosed(slow);
    assertThat(taken.status()).isEqualTo("COMPLETED");
    assertThat(taken.added()).isEqualTo(1);
    assertThat(riverside.counts("--mrn", "S" + once)).isEqualTo(1);
    assertThat(riverside.ledger()).extracting(LedgerRow::name).doesNotContain(slow + ".part");
  }

  @Test
  void waitingName_thatIsRemoved_wasNeverThere() {
    // gone.csv.part arrives and is removed · a later file is taken
    String gone = "gone-" + once + ".csv.part";
    riverside.puts(gone, file("G"));
    riverside.removes(gone);
    riverside.puts("later-" + once + ".csv", file("L"));

    riverside.awaitClosed("later-" + once + ".csv");
    assertThat(riverside.ledger()).extracting(LedgerRow::name).doesNotContain(gone);
    assertThat(riverside.counts("--mrn", "G" + once)).isZero();
  }

  @Test
  void operatorsList_saysWhatTheLedgerSays() {
    riverside.puts("listed-" + once + ".csv", file("O"));
    riverside.awaitClosed("listed-" + once + ".csv");

    List<String> newestFirst =
        riverside.files().stream()
            .map(
                file ->
                    file.get("file_id").asText()
                        + file.get("name").asText()
                        + file.get("status").asText()
                        + file.get("rows").get("read").asLong()
                        + file.get("rows").get("new").asLong())
            .toList();
    assertThat(newestFirst)
        .containsExactlyInAnyOrderElementsOf(
            riverside.ledger().stream()
                .map(row -> row.fileId() + row.name() + row.status() + row.read() + row.added())
                .toList());
    assertThat(riverside.files())
        .extracting(file -> file.get("file_id").asText())
        .isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  private String file(String mrn) {
    return Csv.of(
        List.of(
            Csv.HEADER, List.of(mrn + once, "Ann", "Renamed", "2026-03-01 09:30", "all is there")));
  }
}
