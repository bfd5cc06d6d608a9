package io.chartdrop.operator;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at files in the ledger until each has come to its end. */
final class Following {
  private final FileLedger ledger;
  private final Terminal terminal;
  private final Duration poll;
  private final Duration patience;

  /**
   * @param patience how long it may go without any news
   */
  Following(FileLedger ledger, Terminal terminal, Duration poll, Duration patience) {
    this.ledger = ledger;
    this.terminal = terminal;
    this.poll = poll;
    this.patience = patience;
  }

  /**
   * Returns their ends, in the order of the ids.
   *
   * @throws OpsException if there was no news for too long
   */
  List<LedgerEntry> toTheEnd(TenantId tenant, Collection<FileId> files) {
    Map<FileId, LedgerEntry> seen = new LinkedHashMap<>();
    long lastNews = System.nanoTime();
    while (true) {
      for (FileId file : files) {
        LedgerEntry before = seen.get(file);
        if (before != null && before.status().isFinal()) {
          continue;
        }
        LedgerEntry now =
            ledger
                .find(tenant, file)
                .orElseThrow(() -> OpsException.usage("File " + file + " is gone."));
        if (!now.equals(before)) {
          seen.put(file, now);
          lastNews = System.nanoTime();
          tell(before, now);
        }
      }
      if (seen.values().stream().map(LedgerEntry::status).allMatch(FileStatus::isFinal)) {
        return List.copyOf(seen.values());
      }
      if (System.nanoTime() - lastNews > patience.toNanos()) {
        throw OpsException.unreachable(
            "No news for %d s: is the routes service up?".formatted(patience.toSeconds()));
      }
      sleep(poll);
    }
  }

  private void tell(@Nullable LedgerEntry before, LedgerEntry now) {
    if (before == null || before.status() != now.status()) {
      terminal.note(
          "%s %s: %s"
              .formatted(
                  now.fileId(),
                  Text.oneLine(now.version().name()),
                  OutcomeText.words(now.status())));
    }
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OpsException.unreachable("Interrupted: the files go on being processed.");
    }
  }
}
