package io.chartdrop.operator;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.LedgerEntry;
import java.time.Instant;

/** All that the ledger says of a file, a line for each thing. */
final class FileText {
  private static final int NAME = 12;

  private final Terminal terminal;

  FileText(Terminal terminal) {
    this.terminal = terminal;
  }

  void print(LedgerEntry file) {
    line("file", file.fileId().value());
    line("name", Text.oneLine(file.version().name()));
    line("status", file.status().name());
    file.problem().ifPresent(p -> line("problem", p.code() + ": " + Text.oneLine(p.message())));
    line(
        "rows",
        "%s read: %s new, %s known, %s rejected"
            .formatted(
                Text.number(file.rows().read()),
                Text.number(file.rows().added()),
                Text.number(file.rows().known()),
                Text.number(file.rows().rejected())));
    line("size", Text.bytes(file.version().bytes()));
    file.sha256().ifPresent(sha -> line("sha256", sha));
    line("received", file.version().lastModified().toString());
    file.startedAt().map(Instant::toString).ifPresent(at -> line("started", at));
    file.finishedAt().map(Instant::toString).ifPresent(at -> line("finished", at));
    line("attempts", Integer.toString(file.attempts()));
    file.duplicateOf().map(FileId::value).ifPresent(id -> line("duplicate of", id));
    file.retryOf().map(FileId::value).ifPresent(id -> line("replay of", id));
    file.original().map(OutcomeText::uri).ifPresent(uri -> line("kept at", uri));
    file.rejects().map(OutcomeText::uri).ifPresent(uri -> line("rejects at", uri));
    file.report().map(OutcomeText::uri).ifPresent(uri -> line("report at", uri));
    file.notices().forEach(notice -> line("note", Text.oneLine(notice)));
    file.undoneAt().map(Instant::toString).ifPresent(at -> line("undone", at));
    terminal.out().println();
  }

  private void line(String name, String value) {
    terminal.out().println(Text.padded(name, NAME) + "  " + value);
  }
}
