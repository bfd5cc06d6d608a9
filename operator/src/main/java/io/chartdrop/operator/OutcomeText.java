package io.chartdrop.operator;

import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.file.StoredObject;
import java.util.List;

/** What became of a file, in words. */
final class OutcomeText {
  private static final String INDENT = "  ";

  private final Terminal terminal;

  OutcomeText(Terminal terminal) {
    this.terminal = terminal;
  }

  static String words(FileStatus status) {
    return switch (status) {
      case RECEIVED -> "received, waiting for its turn";
      case PROCESSING -> "being processed";
      case COMPLETED -> "completed";
      case COMPLETED_WITH_REJECTS -> "completed with rejects";
      case DUPLICATE -> "a duplicate";
      case REJECTED -> "rejected";
      case FAILED -> "failed";
    };
  }

  void print(Outcome outcome) {
    String name = Text.oneLine(outcome.upload().name());
    String verdict =
        outcome
            .status()
            .map(FileStatus::name)
            .orElse(outcome.sha256().isPresent() ? "UPLOADED" : "NOT UPLOADED");
    String styled = terminal.ansi().string("@|" + colour(outcome) + " " + verdict + "|@");
    terminal.line();
    terminal.out().println(styled + INDENT + name);
    outcome.entry().ifPresent(entry -> details(outcome, entry));
    outcome.error().ifPresent(this::paragraph);
  }

  private static String colour(Outcome outcome) {
    if (outcome.error().isPresent()) {
      return "bold,red";
    }
    return outcome
        .status()
        .map(
            status ->
                switch (status) {
                  case COMPLETED, DUPLICATE -> "bold,green";
                  case COMPLETED_WITH_REJECTS -> "bold,yellow";
                  case REJECTED, FAILED -> "bold,red";
                  case RECEIVED, PROCESSING -> "bold";
                })
        .orElse("bold");
  }

  private void details(Outcome outcome, LedgerEntry entry) {
    switch (entry.status()) {
      case COMPLETED, COMPLETED_WITH_REJECTS -> paragraph(rows(entry.rows()));
      case DUPLICATE ->
          paragraph(
              outcome
                  .original()
                  .map(
                      first ->
                          "The same content came before as %s, file %s, received %s. Nothing was written."
                              .formatted(
                                  Text.oneLine(first.version().name()),
                                  first.fileId(),
                                  first.version().lastModified()))
                  .orElse("The same content came before. Nothing was written."));
      default -> {}
    }
    entry
        .problem()
        .ifPresent(problem -> paragraph(problem.code() + ": " + Text.oneLine(problem.message())));
    rejects(outcome, entry);
    entry.notices().forEach(notice -> paragraph("Note: " + Text.oneLine(notice)));
    paragraph("file " + entry.fileId());
  }

  private static String rows(RowCounts rows) {
    return "%s read: %s new, %s known, %s rejected"
        .formatted(
            Text.count(rows.read(), "row"),
            Text.number(rows.added()),
            Text.number(rows.known()),
            Text.number(rows.rejected()));
  }

  private void rejects(Outcome outcome, LedgerEntry entry) {
    List<RejectedRow> rows = outcome.rejects();
    for (RejectedRow row : rows) {
      String column = row.column().isEmpty() ? "" : ", " + Text.oneLine(row.column());
      paragraph("line %s%s: %s".formatted(row.line(), column, row.code()));
      // a cure that is clipped cures nothing
      Text.wrapped(Text.oneLine(row.message()), terminal.width() - 2 * INDENT.length())
          .forEach(line -> terminal.out().println(INDENT + INDENT + line));
    }
    if (entry.rejects().isPresent()) {
      long more = entry.rows().rejected() - rows.size();
      if (more > 0 && !rows.isEmpty()) {
        paragraph("and " + Text.number(more) + " more.");
      }
      paragraph("To mend " + (entry.rows().rejected() == 1 ? "it" : "them") + ":");
      terminal.out().println(INDENT + INDENT + RejectsCommand.line(entry)); // is copied whole
    }
  }

  static String uri(StoredObject object) {
    return "s3://" + object.bucket() + "/" + object.key();
  }

  private void paragraph(String text) {
    int room = terminal.width() - INDENT.length();
    Text.wrapped(text, room).forEach(line -> terminal.out().println(INDENT + line));
  }
}
