package io.chartdrop.operator;

import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line for each file: a bar while it is sent, then the rows as they are stored. The lines are
 * drawn again in place and stay as they ended.
 */
final class LiveProgress implements Progress {
  private static final int BAR = 20;
  private static final int NAME = 38;
  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final Terminal terminal;
  private final Map<Upload, String> states = new LinkedHashMap<>();
  private int drawn;
  private boolean changed;

  LiveProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void sending(Upload upload, long sent) {
    long total = Math.max(1, upload.bytes());
    int full = (int) Math.min(BAR, BAR * sent / total);
    set(
        upload,
        "%s%s %3d %%  %s"
            .formatted(
                "━".repeat(full),
                "╌".repeat(BAR - full),
                Math.min(100, 100 * sent / total),
                Text.bytes(sent)));
  }

  @Override
  public synchronized void sent(Upload upload) {
    set(upload, "━".repeat(BAR) + " uploaded, waiting for its turn");
  }

  @Override
  public synchronized void failed(Upload upload, String words) {
    set(upload, "✗ not uploaded: " + Text.oneLine(words));
  }

  @Override
  public synchronized void processing(Upload upload, LedgerEntry entry) {
    RowCounts rows = entry.rows();
    String mark = entry.status().isFinal() ? "✓ " : "… ";
    String counts =
        rows.read() == 0
            ? ""
            : ", %s read, %s new"
                .formatted(Text.count(rows.read(), "row"), Text.number(rows.added()));
    set(upload, mark + OutcomeText.words(entry.status()) + counts);
  }

  private void set(Upload upload, String state) {
    changed |= !state.equals(states.put(upload, state));
  }

  @Override
  public synchronized void tick() {
    if (!changed) {
      return;
    }
    PrintWriter err = terminal.err();
    if (drawn > 0) {
      err.print(UP.formatted(drawn));
    }
    states.forEach(
        (upload, state) -> {
          String name = Text.clipped(Text.oneLine(upload.name()), NAME);
          String line = "  " + Text.padded(name, NAME) + "  " + state;
          // a line that wraps would be two to go up
          err.print(CLEAR_LINE + Text.clipped(line, terminal.width() - 1) + "\n");
        });
    err.flush();
    drawn = states.size();
    changed = false;
  }

  @Override
  public void end() {
    tick();
  }
}
