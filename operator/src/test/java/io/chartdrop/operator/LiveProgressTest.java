package io.chartdrop.operator;

import static io.chartdrop.operator.FakeCloud.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.RowCounts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class LiveProgressTest {
  private final StringWriter err = new StringWriter();
  private final LiveProgress progress =
      new LiveProgress(
          new Terminal(
              new PrintWriter(new StringWriter()), new PrintWriter(err), 80, Ansi.OFF, true));

  @Test
  void fileAtItsEnd_isNotDrawnAgain() {
    // both are sent · a.csv ends · b.csv goes on
    Upload a = upload("a.csv");
    Upload b = upload("b.csv");
    progress.sent(a);
    progress.sent(b);
    progress.tick();
    progress.processing(
        a, entry("a.csv", "v1", 9, FileStatus.COMPLETED_WITH_REJECTS, RowCounts.of(2, 0, 1)));
    progress.tick();
    err.getBuffer().setLength(0);

    progress.processing(b, entry("b.csv", "v1", 9, FileStatus.PROCESSING, RowCounts.NONE));
    progress.tick();

    assertThat(err.toString()).isEqualTo("\u001b[1A\r\u001b[J  b.csv  … is read\n");
  }

  @Test
  void manyFiles_takeFewerLinesThanAWindowHas() {
    for (int i = 0; i < 40; i++) {
      progress.sent(upload(i + ".csv"));
    }
    progress.tick();

    assertThat(err.toString().replace("\r\u001b[J", "").lines())
        .hasSize(13)
        .last()
        .isEqualTo("  and 28 more");
  }

  private static Upload upload(String name) {
    return new Upload(Path.of(name), name, 9);
  }
}
