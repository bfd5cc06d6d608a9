package io.chartdrop.operator;

import static io.chartdrop.operator.FakeCloud.RIVERSIDE;
import static io.chartdrop.operator.FakeCloud.entry;
import static io.chartdrop.records.file.FileStatus.COMPLETED;
import static io.chartdrop.records.file.FileStatus.COMPLETED_WITH_REJECTS;
import static io.chartdrop.records.file.FileStatus.PROCESSING;
import static io.chartdrop.records.file.FileStatus.REJECTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class DropTest {
  private static final RowCounts TEN = RowCounts.of(10, 0, 0);

  private final FakeCloud cloud = new FakeCloud();
  private final Upload daily = new Upload(Path.of("daily.csv"), "daily.csv", 100);
  private final Upload other = new Upload(Path.of("other.csv"), "other.csv", 50);

  @Test
  void fileOfTheSameNameFromBefore_isNotTakenForTheNewOne() {
    cloud.put(entry("daily.csv", "v1", 100, REJECTED, RowCounts.NONE));
    LedgerEntry ours = entry("daily.csv", "v2", 100, COMPLETED, TEN);

    List<Outcome> outcomes = drop(arriving(ours)).sendAndFollow(List.of(daily));

    assertThat(outcomes).singleElement().extracting(Outcome::entry).isEqualTo(Optional.of(ours));
    assertThat(DropCommand.exitCode(outcomes, false)).isEqualTo(ExitCodes.OK);
  }

  @Test
  void fileOfTheSameNameButAnotherSize_isSomebodyElses() {
    LedgerEntry theirs = entry("daily.csv", "v1", 99, REJECTED, RowCounts.NONE);
    LedgerEntry ours = entry("daily.csv", "v2", 100, COMPLETED, TEN);

    List<Outcome> outcomes = drop(arriving(theirs, ours)).sendAndFollow(List.of(daily));

    assertThat(outcomes).singleElement().extracting(Outcome::entry).isEqualTo(Optional.of(ours));
  }

  @Test
  void rejectedRows_areShownWithTheirCure() {
    cloud.rejectsCsv =
        "mrn,chartdrop_line,chartdrop_column,chartdrop_code,chartdrop_message\n"
            + ",3,mrn,MISSING_VALUE,Give it a number\n";
    LedgerEntry ours = entry("daily.csv", "v1", 100, COMPLETED_WITH_REJECTS, RowCounts.of(9, 0, 1));

    List<Outcome> outcomes = drop(arriving(ours)).sendAndFollow(List.of(daily));

    assertThat(outcomes.get(0).rejects())
        .containsExactly(new RejectedRow("3", "mrn", "MISSING_VALUE", "Give it a number"));
    assertThat(DropCommand.exitCode(outcomes, false)).isEqualTo(ExitCodes.OK);
  }

  @Test
  void oneFileRejected_makesTheWholeDropNotTaken() {
    Inbox inbox =
        arriving(
            entry("daily.csv", "v1", 100, COMPLETED, TEN),
            entry("other.csv", "v1", 50, REJECTED, RowCounts.NONE));

    List<Outcome> outcomes = drop(inbox).sendAndFollow(List.of(daily, other));

    assertThat(outcomes).extracting(Outcome::isTaken).containsExactly(true, false);
    assertThat(DropCommand.exitCode(outcomes, false)).isEqualTo(ExitCodes.NOT_TAKEN);
  }

  @Test
  void oneFileNotUploaded_doesNotStopTheOther() {
    Inbox inbox =
        new FakeInbox() {
          @Override
          public String put(Upload upload, LongConsumer sent) throws IOException {
            if (upload.equals(other)) {
              throw new IOException("Disk full");
            }
            cloud.put(entry("daily.csv", "v1", 100, COMPLETED, TEN));
            return "";
          }
        };

    List<Outcome> outcomes = drop(inbox).sendAndFollow(List.of(daily, other));

    assertThat(outcomes.get(0).isTaken()).isTrue();
    assertThat(outcomes.get(1).error()).contains("Not uploaded: Disk full");
    assertThat(DropCommand.exitCode(outcomes, false)).isEqualTo(ExitCodes.NOT_TAKEN);
  }

  @Test
  void noNewsForLong_isGivenUp_andSaysWhereToLook() {
    LedgerEntry stuck = entry("daily.csv", "v1", 100, PROCESSING, TEN);

    List<Outcome> outcomes = drop(arriving(stuck)).sendAndFollow(List.of(daily));

    assertThat(outcomes.get(0).error()).get().asString().contains("is the routes service up?");
    assertThat(DropCommand.exitCode(outcomes, false)).isEqualTo(ExitCodes.UNREACHABLE);
  }

  @Test
  void onlySent_isWellWithoutAnyNews() {
    List<Outcome> outcomes = drop(arriving()).send(List.of(daily));

    assertThat(DropCommand.exitCode(outcomes, true)).isEqualTo(ExitCodes.OK);
    assertThat(outcomes.get(0).status()).isEmpty();
  }

  private Drop drop(Inbox inbox) {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Terminal terminal = new Terminal(nowhere, nowhere, 80, Ansi.OFF, false);
    return new Drop(
        RIVERSIDE,
        () -> inbox,
        cloud,
        new PlainProgress(terminal),
        Duration.ofMillis(1),
        Duration.ofMillis(50));
  }

  /** An inbox at whose door the ledger learns of these. */
  private Inbox arriving(LedgerEntry... entries) {
    return new FakeInbox() {
      @Override
      public String put(Upload upload, LongConsumer sent) {
        List.of(entries).forEach(cloud::put);
        return "";
      }
    };
  }

  private abstract static class FakeInbox implements Inbox {
    @Override
    public void close() {}
  }
}
