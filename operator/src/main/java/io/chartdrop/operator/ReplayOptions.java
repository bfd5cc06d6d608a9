package io.chartdrop.operator;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** What retry and replay have in common: files go back into the inbox, and are followed. */
final class ReplayOptions {
  private static final Set<FileStatus> TAKEN =
      Set.of(FileStatus.COMPLETED, FileStatus.COMPLETED_WITH_REJECTS);

  /** What S3 copies in one call. */
  private static final long COPIED = 5L << 30;

  @Option(names = "--no-follow", description = "Do not wait for the outcome.")
  boolean noFollow;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "Stop waiting after so long without news (${DEFAULT-VALUE}).")
  int patience = 300;

  @Option(names = "--json", description = "Print the files that came of it as a JSON array.")
  boolean json;

  /** Sends them, oldest first, and says what became of them. */
  int send(Context context, TenantId tenant, List<LedgerEntry> files) {
    Replay replay = new Replay(context.cloud());
    List<FileId> sent = new ArrayList<>();
    int lost = 0;
    for (LedgerEntry file : files) {
      if (file.version().bytes() > COPIED) {
        lost++;
        context
            .terminal()
            .note(
                "File %s has more than 5 GiB, which S3 does not copy: upload it again."
                    .formatted(file.fileId()));
        continue;
      }
      FileId again = replay.again(file).orElse(null);
      if (again == null) {
        lost++;
        context.terminal().note("File " + file.fileId() + ": its original is no longer kept.");
      } else {
        sent.add(again);
        context.terminal().note("File " + file.fileId() + " is read again as " + again + ".");
      }
    }
    List<LedgerEntry> ends = noFollow ? now(context, tenant, sent) : ends(context, tenant, sent);
    FilesCommand.print(context.terminal(), ends, json);
    boolean taken = noFollow || ends.stream().allMatch(file -> TAKEN.contains(file.status()));
    return taken && lost == 0 ? ExitCodes.OK : ExitCodes.NOT_TAKEN;
  }

  private List<LedgerEntry> ends(Context context, TenantId tenant, List<FileId> files) {
    return new Following(
            context.cloud().ledger(), context.terminal(), Drop.POLL, Duration.ofSeconds(patience))
        .toTheEnd(tenant, files);
  }

  private static List<LedgerEntry> now(Context context, TenantId tenant, List<FileId> files) {
    return files.stream()
        .flatMap(file -> context.cloud().ledger().find(tenant, file).stream())
        .toList();
  }
}
