package io.chartdrop.operator;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.LedgerPage;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Sends files and follows each through the ledger. SFTP tells nobody which version an upload
 * became, so a file is recognised there: it is new, and has its name, its size and its content.
 */
final class Drop {
  static final int PREVIEW = 5;

  private static final int AT_ONCE = 4;
  private static final int PAGE = 100;
  static final Duration POLL = Duration.ofMillis(250);

  private final TenantId tenant;
  private final Inbox.Door door;
  private final Cloud cloud;
  private final Progress progress;
  private final Duration poll;
  private final Duration patience;
  private final Map<Upload, Outcome> outcomes = new ConcurrentHashMap<>();

  /**
   * @param poll between two looks into the ledger
   * @param patience how long a file may stand without any news of it
   */
  Drop(
      TenantId tenant,
      Inbox.Door door,
      Cloud cloud,
      Progress progress,
      Duration poll,
      Duration patience) {
    this.tenant = tenant;
    this.door = door;
    this.cloud = cloud;
    this.progress = progress;
    this.poll = poll;
    this.patience = patience;
  }

  /** Sends, and asks nothing afterwards. */
  List<Outcome> send(List<Upload> uploads) {
    try (Inbox inbox = door.open()) {
      ExecutorService senders = startSending(uploads, inbox);
      awaitUntil(senders::isTerminated);
    }
    return inOrder(uploads);
  }

  /** Sends, and returns when each file has come to its end. */
  List<Outcome> sendAndFollow(List<Upload> uploads) {
    FileLedger ledger = cloud.ledger();
    List<LedgerEntry> newest =
        ledger.list(tenant, Optional.empty(), PAGE, Optional.empty()).items();
    Set<FileId> taken = new HashSet<>(newest.stream().map(LedgerEntry::fileId).toList());
    // what lies below a full page is older than this drop
    Optional<FileId> floor =
        newest.size() < PAGE
            ? Optional.empty()
            : Optional.of(newest.get(newest.size() - 1).fileId());

    try (Inbox inbox = door.open()) {
      ExecutorService senders = startSending(uploads, inbox);
      long[] lastNews = {System.nanoTime()};
      awaitUntil(
          () -> {
            boolean news = look(ledger, taken, floor);
            if (news || !senders.isTerminated()) {
              lastNews[0] = System.nanoTime();
            } else if (System.nanoTime() - lastNews[0] > patience.toNanos()) {
              giveUp();
            }
            return senders.isTerminated()
                && outcomes.size() == uploads.size()
                && outcomes.values().stream().noneMatch(Outcome::isPending);
          });
    }
    return inOrder(uploads).stream().map(outcome -> explained(ledger, outcome)).toList();
  }

  private ExecutorService startSending(List<Upload> uploads, Inbox inbox) {
    ExecutorService senders = Executors.newFixedThreadPool(Math.min(AT_ONCE, uploads.size()));
    uploads.forEach(upload -> senders.execute(() -> send(upload, inbox)));
    senders.shutdown();
    return senders;
  }

  private void send(Upload upload, Inbox inbox) {
    try {
      String sha256 = inbox.put(upload, sent -> progress.sending(upload, sent));
      outcomes.put(upload, Outcome.sent(upload, sha256));
      progress.sent(upload);
    } catch (IOException | RuntimeException e) {
      String words = String.valueOf(e.getMessage());
      outcomes.put(upload, Outcome.notSent(upload, "Not uploaded: " + words));
      progress.failed(upload, words);
    }
  }

  /** Returns whether the ledger had anything new to say. */
  private boolean look(FileLedger ledger, Set<FileId> taken, Optional<FileId> floor) {
    List<Outcome> pending = outcomes.values().stream().filter(Outcome::isPending).toList();
    if (pending.isEmpty()) {
      return false;
    }
    boolean news = false;
    List<LedgerEntry> arrived =
        pending.stream().anyMatch(outcome -> outcome.entry().isEmpty())
            ? arrived(ledger, taken, floor)
            : List.of();
    for (Outcome outcome : pending) {
      Optional<LedgerEntry> latest =
          outcome.entry().isPresent()
              ? ledger.find(tenant, outcome.entry().get().fileId())
              : arrived.stream()
                  .filter(entry -> !taken.contains(entry.fileId()) && isOf(outcome, entry))
                  .findFirst();
      if (latest.isPresent() && !latest.equals(outcome.entry())) {
        taken.add(latest.get().fileId());
        outcomes.put(outcome.upload(), outcome.with(latest.get()));
        progress.processing(outcome.upload(), latest.get());
        news = true;
      }
    }
    return news;
  }

  /** What is in the ledger since the drop began, oldest first. */
  private List<LedgerEntry> arrived(FileLedger ledger, Set<FileId> taken, Optional<FileId> floor) {
    List<LedgerEntry> found = new ArrayList<>();
    Optional<FileId> after = Optional.empty();
    do {
      LedgerPage page = ledger.list(tenant, Optional.empty(), PAGE, after);
      page.items().stream()
          .filter(entry -> !taken.contains(entry.fileId()))
          .filter(entry -> floor.isEmpty() || entry.fileId().compareTo(floor.get()) > 0)
          .forEach(entry -> found.add(0, entry));
      after = page.next().filter(id -> floor.isEmpty() || id.compareTo(floor.get()) > 0);
    } while (after.isPresent());
    return found;
  }

  private static boolean isOf(Outcome outcome, LedgerEntry entry) {
    Upload upload = outcome.upload();
    return entry.version().name().equals(upload.name())
        && entry.version().bytes() == upload.bytes()
        && (entry.sha256().isEmpty() || entry.sha256().equals(outcome.sha256()));
  }

  private void giveUp() {
    String reason =
        "No news for %d s: is the routes service up? The file waits in the inbox."
            .formatted(patience.toSeconds());
    outcomes.replaceAll(
        (upload, outcome) -> outcome.isPending() ? outcome.unfinished(reason) : outcome);
  }

  private Outcome explained(FileLedger ledger, Outcome outcome) {
    if (outcome.entry().isEmpty()) {
      return outcome;
    }
    LedgerEntry entry = outcome.entry().get();
    Outcome full = outcome.withOriginal(entry.duplicateOf().flatMap(id -> ledger.find(tenant, id)));
    return entry.rejects().isPresent() && entry.rows().rejected() > 0
        ? full.withRejects(preview(entry.rejects().get()))
        : full;
  }

  private List<RejectedRow> preview(StoredObject rejects) {
    try (InputStream csv = cloud.objects().open(rejects)) {
      return RejectedRow.first(PREVIEW, csv);
    } catch (IOException | SdkException e) {
      return List.of(); // the place is printed all the same
    }
  }

  private List<Outcome> inOrder(List<Upload> uploads) {
    List<Outcome> ordered = new ArrayList<>();
    for (Upload upload : uploads) {
      Outcome outcome = outcomes.get(upload);
      ordered.add(outcome == null ? Outcome.notSent(upload, "Interrupted") : outcome);
    }
    return ordered;
  }

  private void awaitUntil(Condition condition) {
    try {
      while (!condition.holds()) {
        progress.tick();
        Thread.sleep(poll.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OpsException.unreachable("Interrupted: what was sent goes on being processed.");
    } finally {
      progress.end();
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds();
  }
}
