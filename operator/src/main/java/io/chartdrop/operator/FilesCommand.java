package io.chartdrop.operator;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.LedgerPage;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "files", description = "Lists a clinic's files, newest first.")
final class FilesCommand implements Callable<Integer> {
  private static final int PAGE = 100;

  private final Context context;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The clinic's id.")
  String tenant = "";

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
    List<LedgerEntry> files = files(context.cloud().ledger(), id);
    if (json) {
      try (Json.ArrayWriter array = new Json.ArrayWriter(terminal)) {
        files.forEach(file -> array.add(Json.file(file)));
      }
    } else if (files.isEmpty()) {
      context.requireTenant(id);
      terminal.out().println("No file of " + id + (status.isPresent() ? " has that status." : "."));
    } else {
      table(terminal)
          .lines(files.stream().map(FilesCommand::row).toList())
          .forEach(terminal.out()::println);
    }
    return ExitCodes.OK;
  }

  private List<LedgerEntry> files(FileLedger ledger, TenantId id) {
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
