package io.chartdrop.operator;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.TenantId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "replay",
    description = "Has files of the archive read again: after a restore, or under other settings.",
    footer = {
      "",
      "Rows that are still stored count as known, so a replay too many does no harm. With --all or",
      "days the oldest goes first; duplicates, replays of files that are read anyway, and what was",
      "undone are left out."
    })
final class ReplayCommand implements Callable<Integer> {
  private static final Set<FileStatus> READ =
      Set.of(FileStatus.COMPLETED, FileStatus.COMPLETED_WITH_REJECTS);

  private final Context context;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The clinic's id.")
  String tenant = "";

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "FILE_ID", description = "These files.")
  List<String> fileIds = new ArrayList<>();

  @Option(names = "--all", description = "All that were read.")
  boolean all;

  @Option(
      names = "--from",
      paramLabel = "DATE",
      description = "Those received on this day (UTC) or later.")
  Optional<LocalDate> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "Those received on this day or before.")
  Optional<LocalDate> to = Optional.empty();

  @Mixin ReplayOptions options = new ReplayOptions();

  ReplayCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    TenantId id = Context.tenantId(tenant);
    boolean many = all || from.isPresent() || to.isPresent();
    if (many != fileIds.isEmpty()) {
      throw OpsException.usage("Name files, or say --all, --from or --to; one of the two.");
    }
    List<LedgerEntry> files =
        many
            ? archived(id)
            : fileIds.stream().map(fileId -> context.requireFile(id, fileId)).toList();
    for (LedgerEntry file : files) {
      if (!file.status().isFinal()) {
        throw OpsException.usage("File " + file.fileId() + " is not finished yet.");
      }
      if (file.status() == FileStatus.DUPLICATE) {
        throw OpsException.usage(
            "File "
                + file.fileId()
                + " is a duplicate: replay "
                + file.duplicateOf().orElseThrow());
      }
    }
    if (files.isEmpty()) {
      context.requireTenant(id);
      context.terminal().note("No file of " + id + " was read then.");
    }
    return options.send(context, id, files);
  }

  private List<LedgerEntry> archived(TenantId id) {
    List<LedgerEntry> read =
        FilesCommand.all(context.cloud().ledger(), id, Optional.empty()).stream()
            .filter(file -> READ.contains(file.status()))
            .filter(file -> file.undoneAt().isEmpty())
            .filter(this::isOfTheseDays)
            .toList();
    Set<FileId> ids = new HashSet<>(read.stream().map(LedgerEntry::fileId).toList());
    List<LedgerEntry> oldestFirst = new ArrayList<>();
    for (LedgerEntry file : read) {
      if (file.retryOf().filter(ids::contains).isEmpty()) {
        oldestFirst.add(0, file);
      }
    }
    return oldestFirst;
  }

  private boolean isOfTheseDays(LedgerEntry file) {
    LocalDate day = LocalDate.ofInstant(file.version().lastModified(), ZoneOffset.UTC);
    return from.filter(day::isBefore).isEmpty() && to.filter(day::isAfter).isEmpty();
  }
}
