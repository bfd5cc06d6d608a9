package io.chartdrop.operator;

import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "undo",
    description = "Takes back what a wrong file stored; the file stays in the archive.",
    footer = {
      "",
      "Only records that this file was the first to bring are taken back. Files that came later"
          + " and",
      "brought the same rows counted them as known: they are named, to be replayed. The bytes of"
          + " an",
      "undone file may come again. Broken off or done twice, it finishes or finds nothing."
    })
final class UndoCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The clinic's id.")
  String tenant = "";

  @Parameters(index = "1", paramLabel = "FILE_ID", description = "As drop and files print it.")
  String fileId = "";

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Option(names = "--json", description = "Print what was done as a JSON object.")
  boolean json;

  UndoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    TenantId id = Context.tenantId(tenant);
    LedgerEntry file = context.requireFile(id, fileId);
    Terminal terminal = context.terminal();
    if (!file.status().isFinal()) {
      throw OpsException.usage(
          "File "
              + file.fileId()
              + " is not finished yet: ./ops files "
              + id
              + " "
              + file.fileId()
              + " --follow");
    }
    if (!yes) {
      context.confirm(
          "This takes back %s that %s brought to %s."
              .formatted(
                  Text.count(file.rows().added(), "record"),
                  Text.oneLine(file.version().name()),
                  id),
          id.value());
    }
    long taken =
        context
            .cloud()
            .recordErasure()
            .ofFile(id, file.fileId(), Counter.on(terminal, "records looked at"));
    context.cloud().fileErasure().undone(file, notice());
    List<LedgerEntry> touched = mayHaveHadThemToo(id, file);
    if (json) {
      terminal.out().println(Json.text(Json.undone(file, taken, touched)));
    } else {
      print(file, taken, touched);
    }
    return ExitCodes.OK;
  }

  private static String notice() {
    return "The operator took back the records of this file on "
        + LocalDate.ofInstant(Instant.now(), ZoneOffset.UTC)
        + ".";
  }

  /** Read beside it or after it, and some of their rows were stored already. */
  private List<LedgerEntry> mayHaveHadThemToo(TenantId id, LedgerEntry undone) {
    Instant begun = undone.startedAt().orElse(undone.version().lastModified());
    return FilesCommand.all(context.cloud().ledger(), id, Optional.empty()).stream()
        .filter(file -> !file.fileId().equals(undone.fileId()))
        .filter(file -> file.rows().known() > 0 && file.undoneAt().isEmpty())
        .filter(file -> file.status() != FileStatus.DUPLICATE)
        .filter(file -> file.finishedAt().map(end -> end.isAfter(begun)).orElse(true))
        .toList();
  }

  private void print(LedgerEntry file, long taken, List<LedgerEntry> touched) {
    Terminal terminal = context.terminal();
    terminal
        .out()
        .printf(
            "%s of %s taken back.%n",
            Text.count(taken, "record"), Text.oneLine(file.version().name()));
    file.undoneAt()
        .ifPresent(then -> terminal.out().println("It was undone before, on " + then + "."));
    file.original()
        .ifPresent(
            place -> terminal.out().println("The file itself stays: " + OutcomeText.uri(place)));
    if (!touched.isEmpty()) {
      terminal
          .out()
          .printf("These brought rows that were stored already, perhaps by it. Replay them:%n");
      touched.forEach(
          later ->
              terminal
                  .out()
                  .printf(
                      "  ./ops replay %s %s   # %s known, %s%n",
                      later.tenant(),
                      later.fileId(),
                      Text.number(later.rows().known()),
                      Text.oneLine(later.version().name())));
    }
  }
}
