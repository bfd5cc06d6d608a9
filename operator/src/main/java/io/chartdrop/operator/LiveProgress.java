package io.chartdrop.operator;

import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A line for each file: a bar while it is sent, then the rows as they are stored. The lines of
 * files in hand are drawn again in place, below those that have come to their end and stay.
 */
final class LiveProgress implements Progress {
  private static final int BAR = 20;
  private static final int MAX_NAME = 38;

  /** Fewer than a small window has, for what has left it cannot be drawn again. */
  private static final int MAX_IN_HAND = 12;

  private static final String UP = "\u001b[%dA";
  private static final String CLEAR_BELOW = "\r\u001b[J";

  private final Terminal terminal;
  private final Map<Upload, String> inHand = new LinkedHashMap<>();
  private final Map<Upload, String> ended = new LinkedHashMap<>();
  private int name;
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
    set(upload, "━".repeat(BAR) + " uploaded");
  }

  @Override
  public synchronized void failed(Upload upload, String words) {
    end(upload, "✗ not uploaded: " + Text.oneLine(words));
  }

  @Override
  public synchronized void processing(Upload upload, LedgerEntry entry) {
    String rows = rows(entry.rows());
    switch (entry.status()) {
      case RECEIVED -> set(upload, "… waits for its turn");
      case PROCESSING -> set(upload, rows.isEmpty() ? "… is read" : "… " + rows);
      case COMPLETED -> end(upload, "✓ " + (rows.isEmpty() ? "no rows" : rows));
      case COMPLETED_WITH_REJECTS -> end(upload, "! " + rows);
      case DUPLICATE -> end(upload, "= a duplicate");
      case REJECTED, FAILED ->
          end(
              upload,
              "✗ "
                  + OutcomeText.words(entry.status())
                  + entry.problem().map(problem -> ", " + problem.code()).orElse(""));
    }
  }

  private static String rows(RowCounts rows) {
    if (rows.read() == 0) {
      return "";
    }
    String known = rows.known() == 0 ? "" : ", %s known".formatted(Text.number(rows.known()));
    String rejected =
        rows.rejected() == 0 ? "" : ", %s rejected".formatted(Text.number(rows.rejected()));
    return "%s: %s new%s%s"
        .formatted(Text.count(rows.read(), "row"), Text.number(rows.added()), known, rejected);
  }

  private void set(Upload upload, String state) {
    name = Math.max(name, Text.length(shown(upload)));
    changed |= !state.equals(inHand.put(upload, state));
  }

  private void end(Upload upload, String state) {
    name = Math.max(name, Text.length(shown(upload)));
    inHand.remove(upload);
    ended.put(upload, state);
    changed = true;
  }

  @Override
  public synchronized void tick() {
    if (!changed) {
      return;
    }
    PrintWriter err = terminal.err();
    err.print((drawn > 0 ? UP.formatted(drawn) : "") + CLEAR_BELOW);
    ended.forEach(this::print);
    ended.clear();
    inHand.entrySet().stream().limit(MAX_IN_HAND).forEach(e -> print(e.getKey(), e.getValue()));
    int more = Math.max(0, inHand.size() - MAX_IN_HAND);
    if (more > 0) {
      err.print("  and " + more + " more\n");
    }
    err.flush();
    drawn = inHand.size() - more + (more > 0 ? 1 : 0);
    changed = false;
  }

  private void print(Upload upload, String state) {
    String line = "  " + Text.padded(shown(upload), name) + "  " + state;
    // a line that wraps would be two to go up
    terminal.err().print(Text.clipped(line, terminal.width() - 1) + "\n");
  }

  private static String shown(Upload upload) {
    return Text.clipped(Text.oneLine(upload.name()), MAX_NAME);
  }

  @Override
  public void end() {
    tick();
  }
}
