package io.chartdrop.operator;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.LedgerPage;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "files",
    description = "Lists a clinic's files, newest first; or shows those that are named.",
    footer = {
      "",
      "With --follow it waits for their ends, or for those of all that are not finished."
    })
final class FilesCommand implements Callable<Integer> {
  private static final int PAGE = 100;

  private final Context context;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The clinic's id.")
  String tenant = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "FILE_ID",
      description = "Show just these, with all that the ledger says.")
  List<String> fileIds = new ArrayList<>();

  @Option(names = "--follow", description = "Wait until they have come to their ends.")
  boolean follow;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "With --follow: stop after so long without news (${DEFAULT-VALUE}).")
  int patience = 300;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only these: ${COMPLETION-CANDIDATES}.")
  Optional<FileStatus> status = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Stop after N files (${DEFAULT-VALUE}).")
  int limit = 50;

  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  FilesCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw OpsException.usage("--limit is at least 1.");
    }
    TenantId id = Context.tenantId(tenant);
    Terminal terminal = context.terminal();
    List<LedgerEntry> files =
        fileIds.isEmpty()
            ? list(context.cloud().ledger(), id, status, limit)
            : fileIds.stream().map(fileId -> context.requireFile(id, fileId)).toList();
    if (follow) {
      List<FileId> followed =
          files.stream()
              .filter(file -> !fileIds.isEmpty() || !file.status().isFinal())
              .map(LedgerEntry::fileId)
              .toList();
      files =
          new Following(context.cloud().ledger(), terminal, Drop.POLL, Duration.ofSeconds(patience))
              .toTheEnd(id, followed);
    }
    if (files.isEmpty()) {
      context.requireTenant(id);
    }
    if (json || fileIds.isEmpty()) {
      print(terminal, files, json);
    } else {
      FileText text = new FileText(terminal);
      files.forEach(text::print);
    }
    return follow ? exitCode(files) : ExitCodes.OK;
  }

  /** Of files that were followed to their ends. */
  private static int exitCode(List<LedgerEntry> files) {
    return files.stream()
            .map(LedgerEntry::status)
            .anyMatch(end -> end == FileStatus.REJECTED || end == FileStatus.FAILED)
        ? ExitCodes.NOT_TAKEN
        : ExitCodes.OK;
  }

  /** A table, or a JSON array. */
  static void print(Terminal terminal, List<LedgerEntry> files, boolean json) {
    if (json) {
      try (Json.ArrayWriter array = new Json.ArrayWriter(terminal)) {
        files.forEach(file -> array.add(Json.file(file)));
      }
    } else if (files.isEmpty()) {
      terminal.out().println("No file.");
    } else {
      table(terminal)
          .lines(files.stream().map(FilesCommand::row).toList())
          .forEach(terminal.out()::println);
    }
  }

  /** All of a clinic's files, newest first. */
  static List<LedgerEntry> all(FileLedger ledger, TenantId id, Optional<FileStatus> status) {
    return list(ledger, id, status, Integer.MAX_VALUE);
  }

  private static List<LedgerEntry> list(
      FileLedger ledger, TenantId id, Optional<FileStatus> status, int limit) {
    List<LedgerEntry> files = new ArrayList<>();
    Optional<FileId> after = Optional.empty();
    do {
      LedgerPage page = ledger.list(id, status, Math.min(PAGE, limit - files.size()), after);
      files.addAll(page.items());
      after = page.next();
    } while (after.isPresent() && files.size() < limit);
    return files;
  }

  private static Table table(Terminal terminal) {
    return new Table(
        List.of(
            Table.Column.text("received (UTC), file"),
            Table.Column.text("status"),
            Table.Column.number("read"),
            Table.Column.number("new"),
            Table.Column.number("known"),
            Table.Column.number("rejected"),
            Table.Column.text("name")),
        terminal.width(),
        terminal.ansi());
  }

  private static List<String> row(LedgerEntry file) {
    return List.of(
        file.fileId().value(),
        file.status().name(),
        Text.number(file.rows().read()),
        Text.number(file.rows().added()),
        Text.number(file.rows().known()),
        Text.number(file.rows().rejected()),
        file.version().name());
  }
}
