package io.chartdrop.operator;

import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** One line for each step of a file: for logs and pipes. */
final class PlainProgress implements Progress {
  private final Terminal terminal;
  private final Map<Upload, Set<FileStatus>> said = new HashMap<>();

  PlainProgress(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void sending(Upload upload, long sent) {}

  @Override
  public void sent(Upload upload) {
    say(upload, "uploaded, " + Text.bytes(upload.bytes()));
  }

  @Override
  public void failed(Upload upload, String words) {
    say(upload, "not uploaded: " + words);
  }

  @Override
  public synchronized void processing(Upload upload, LedgerEntry entry) {
    Set<FileStatus> before = said.computeIfAbsent(upload, any -> EnumSet.noneOf(FileStatus.class));
    if (before.add(entry.status())) {
      say(upload, OutcomeText.words(entry.status()));
    }
  }

  @Override
  public void tick() {}

  @Override
  public void end() {}

  private void say(Upload upload, String text) {
    terminal.note(Text.oneLine(upload.name()) + ": " + text);
  }
}
