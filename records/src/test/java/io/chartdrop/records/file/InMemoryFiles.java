package io.chartdrop.records.file;

import io.chartdrop.records.file.ClaimVerdict.Closed;
import io.chartdrop.records.file.ClaimVerdict.Granted;
import io.chartdrop.records.file.ClaimVerdict.Held;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The ledger, the claims and the content claims in memory: the twin of the three tables. */
public final class InMemoryFiles
    implements FileLedger, FileAnnouncements, FileClaims, ContentClaims, DaySummary, FileErasure {
  private record RowKey(TenantId tenant, FileId fileId) {}

  private static final class Row {
    LedgerEntry entry;
    Tenant settings;
    String owner = "";
    String lastOwner = "";
    boolean begun;
    Instant leaseUntil = Instant.MIN;
  }

  private record Content(
      FileId file,
      String owner,
      boolean done,
      Instant leaseUntil,
      String settingsHash,
      boolean withRejects) {}

  private final Map<RowKey, Row> rows = new HashMap<>();

  private record DayKey(TenantId tenant, LocalDate day) {}

  private final Map<DayKey, DayCounts> days = new HashMap<>();
  private final Map<String, Content> contents = new HashMap<>();
  private final Clock clock;

  public InMemoryFiles(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<LedgerEntry> find(TenantId tenant, FileId fileId) {
    return Optional.ofNullable(rows.get(new RowKey(tenant, fileId))).map(row -> row.entry);
  }

  @Override
  public synchronized LedgerPage list(
      TenantId tenant, Optional<FileStatus> status, int limit, Optional<FileId> after) {
    List<LedgerEntry> all = new ArrayList<>();
    rows.forEach(
        (key, row) -> {
          if (key.tenant().equals(tenant)
              && status.map(s -> s == row.entry.status()).orElse(true)
              && after.map(a -> key.fileId().compareTo(a) < 0).orElse(true)) {
            all.add(row.entry);
          }
        });
    all.sort(Comparator.comparing(LedgerEntry::fileId).reversed());
    boolean more = all.size() > limit;
    List<LedgerEntry> page = all.subList(0, Math.min(limit, all.size()));
    return new LedgerPage(
        page, more ? Optional.of(page.get(limit - 1).fileId()) : Optional.empty());
  }

  @Override
  public synchronized void announce(InboxVersion version, FileId fileId, Optional<FileId> retryOf) {
    Row row = new Row();
    row.entry =
        new LedgerEntry(
            version,
            fileId,
            FileStatus.RECEIVED,
            0,
            RowCounts.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            retryOf,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    rows.putIfAbsent(new RowKey(version.tenant(), fileId), row);
  }

  @Override
  public synchronized List<DayCounts> of(TenantId tenant, LocalDate last, int days) {
    return IntStream.range(0, days)
        .mapToObj(last::minusDays)
        .map(day -> this.days.getOrDefault(new DayKey(tenant, day), DayCounts.none(day)))
        .toList();
  }

  @Override
  public synchronized ClaimVerdict claim(ClaimRequest request) {
    FileId announced = request.announced().orElse(request.version().fileId());
    Row known = rows.get(new RowKey(request.version().tenant(), announced));
    boolean foreign =
        known != null && !known.entry.version().versionId().equals(request.version().versionId());
    FileId fileId = foreign ? request.version().fileId() : announced;
    Row row = rows.computeIfAbsent(new RowKey(request.version().tenant(), fileId), k -> new Row());
    if (row.entry != null && row.entry.status().isFinal()) {
      return new Closed(row.entry);
    }
    if (row.leaseUntil.isAfter(clock.instant())) {
      return new Held(fileId, row.leaseUntil, !row.owner.isEmpty());
    }
    int attempts = row.entry == null ? 1 : row.entry.attempts() + 1;
    boolean takenOver = !row.owner.isEmpty();
    row.lastOwner = row.owner;
    row.owner = request.owner();
    row.leaseUntil = clock.instant().plus(request.lease());
    row.settings = row.settings == null ? request.settings() : row.settings;
    Optional<Instant> startedAt =
        (row.entry == null ? Optional.<Instant>empty() : row.entry.startedAt())
            .or(() -> Optional.of(clock.instant()));
    row.entry =
        new LedgerEntry(
            request.version(),
            fileId,
            FileStatus.PROCESSING,
            attempts,
            row.entry == null ? RowCounts.NONE : row.entry.rows(),
            row.entry == null ? Optional.empty() : row.entry.sha256(),
            startedAt,
            Optional.empty(),
            Optional.empty(),
            request.retryOf(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty());
    return new Granted(
        new Claim(
            request.version(),
            fileId,
            row.owner,
            attempts,
            takenOver,
            row.begun,
            row.settings,
            request.retryOf(),
            row.entry.rows(),
            row.entry.sha256()));
  }

  @Override
  public synchronized void takeBack(ClaimRequest request) {
    rows.values().stream()
        .filter(row -> row.owner.equals(request.owner()))
        .filter(row -> row.entry.status() == FileStatus.PROCESSING)
        .forEach(
            row -> {
              LedgerEntry e = row.entry;
              row.owner = row.lastOwner;
              row.leaseUntil = clock.instant();
              row.entry =
                  with(
                      e,
                      FileStatus.RECEIVED,
                      e.attempts() - 1,
                      new Progress(e.rows(), row.begun, e.sha256()));
            });
  }

  @Override
  public synchronized void renew(Claim claim, Progress progress, Duration lease) {
    Row row = owned(claim);
    row.begun |= progress.begun();
    row.leaseUntil = clock.instant().plus(lease);
    row.entry = with(row.entry, FileStatus.PROCESSING, row.entry.attempts(), progress);
  }

  @Override
  public synchronized void release(
      Claim claim, Progress progress, boolean countAttempt, Duration rest) {
    Row row = owned(claim);
    row.begun |= progress.begun();
    row.leaseUntil = clock.instant().plus(rest);
    row.owner = "";
    int attempts = row.entry.attempts() - (countAttempt ? 0 : 1);
    row.entry = with(row.entry, FileStatus.RECEIVED, attempts, progress);
  }

  private static LedgerEntry with(
      LedgerEntry e, FileStatus status, int attempts, Progress progress) {
    return new LedgerEntry(
        e.version(),
        e.fileId(),
        status,
        attempts,
        progress.rows(),
        progress.sha256().isPresent() ? progress.sha256() : e.sha256(),
        e.startedAt(),
        e.finishedAt(),
        e.duplicateOf(),
        e.retryOf(),
        e.problem(),
        e.original(),
        e.rejects(),
        e.report(),
        e.notices(),
        e.undoneAt());
  }

  @Override
  public synchronized void close(Claim claim, Closing closing) {
    Row row = rows.get(new RowKey(claim.version().tenant(), claim.fileId()));
    if (row != null && row.entry.status().isFinal() && row.owner.equals(claim.owner())) {
      return;
    }
    row = owned(claim);
    if (closing.content().isPresent()) {
      String key = closing.content().get().toString();
      Content content = contents.get(key);
      if (content == null || content.done() || !content.owner().equals(claim.owner())) {
        throw new LeaseLostException(claim.fileId());
      }
      boolean taken =
          closing.status() == FileStatus.COMPLETED
              || closing.status() == FileStatus.COMPLETED_WITH_REJECTS;
      if (taken) {
        contents.put(
            key,
            new Content(
                claim.fileId(),
                claim.owner(),
                true,
                Instant.MIN,
                claim.settings().settingsHash(),
                closing.status() == FileStatus.COMPLETED_WITH_REJECTS));
      } else {
        contents.remove(key);
      }
    }
    addToSummary(claim, closing.rows());
    row.entry =
        new LedgerEntry(
            row.entry.version(),
            claim.fileId(),
            closing.status(),
            row.entry.attempts(),
            closing.rows(),
            closing.sha256().isPresent() ? closing.sha256() : row.entry.sha256(),
            row.entry.startedAt(),
            Optional.of(clock.instant()),
            closing.duplicateOf(),
            row.entry.retryOf(),
            closing.problem(),
            closing.original(),
            closing.rejects(),
            closing.report(),
            closing.notices(),
            row.entry.undoneAt());
  }

  private void addToSummary(Claim claim, RowCounts rows) {
    LocalDate day =
        LocalDate.ofInstant(claim.version().lastModified(), claim.settings().timeZone());
    days.merge(
        new DayKey(claim.version().tenant(), day),
        new DayCounts(day, 1, rows.added(), rows.known(), rows.rejected()),
        (a, b) ->
            new DayCounts(
                day,
                a.files() + b.files(),
                a.added() + b.added(),
                a.known() + b.known(),
                a.rejected() + b.rejected()));
  }

  private Row owned(Claim claim) {
    Row row = rows.get(new RowKey(claim.version().tenant(), claim.fileId()));
    if (row == null
        || !row.owner.equals(claim.owner())
        || row.entry.status() != FileStatus.PROCESSING) {
      throw new LeaseLostException(claim.fileId());
    }
    return row;
  }

  @Override
  public synchronized ContentVerdict add(ContentKey key, Claim claim, Duration lease) {
    Content content = contents.get(key.toString());
    boolean free =
        content == null
            || (!content.done()
                && (content.file().equals(claim.fileId())
                    || !content.leaseUntil().isAfter(clock.instant())))
            || (content.done()
                && content.withRejects()
                && !content.settingsHash().equals(claim.settings().settingsHash()));
    if (!free) {
      return content.done()
          ? new ContentVerdict.Done(content.file())
          : new ContentVerdict.Waiting(content.file());
    }
    contents.put(key.toString(), claimed(claim, lease));
    return new ContentVerdict.Mine();
  }

  private Content claimed(Claim claim, Duration lease) {
    return new Content(
        claim.fileId(), claim.owner(), false, clock.instant().plus(lease), "", false);
  }

  @Override
  public synchronized boolean contains(ContentKey key) {
    return contents.containsKey(key.toString());
  }

  @Override
  public synchronized void renew(ContentKey key, Claim claim, Duration lease) {
    Content content = contents.get(key.toString());
    if (content == null || content.done() || !content.owner().equals(claim.owner())) {
      throw new LeaseLostException(claim.fileId());
    }
    contents.put(key.toString(), claimed(claim, lease));
  }

  @Override
  public synchronized void remove(ContentKey key, Claim claim) {
    contents.computeIfPresent(
        key.toString(),
        (k, content) -> !content.done() && content.owner().equals(claim.owner()) ? null : content);
  }

  @Override
  public synchronized void undone(LedgerEntry entry, String notice) {
    contents.values().removeIf(content -> content.done() && content.file().equals(entry.fileId()));
    if (entry.retryOf().isPresent()) {
      String bytes =
          new ContentKey(entry.tenant(), entry.sha256().orElseThrow(), Optional.empty()).toString();
      contents.computeIfPresent(bytes, (key, content) -> content.done() ? null : content);
    }
    Row row = rows.get(new RowKey(entry.tenant(), entry.fileId()));
    if (row.entry.undoneAt().isPresent()) {
      return;
    }
    LedgerEntry e = row.entry;
    List<String> notices = new ArrayList<>(e.notices());
    notices.add(notice);
    row.entry =
        new LedgerEntry(
            e.version(),
            e.fileId(),
            e.status(),
            e.attempts(),
            e.rows(),
            e.sha256(),
            e.startedAt(),
            e.finishedAt(),
            e.duplicateOf(),
            e.retryOf(),
            e.problem(),
            e.original(),
            e.rejects(),
            e.report(),
            notices,
            Optional.of(clock.instant()));
  }

  @Override
  public synchronized List<FileId> held(TenantId tenant) {
    return rows.entrySet().stream()
        .filter(row -> row.getKey().tenant().equals(tenant))
        .filter(row -> row.getValue().entry.status() == FileStatus.PROCESSING)
        .filter(row -> row.getValue().leaseUntil.isAfter(clock.instant()))
        .map(row -> row.getKey().fileId())
        .toList();
  }

  @Override
  public synchronized Forgotten forget(TenantId tenant) {
    long files = rows.size();
    long claims = contents.size();
    long counted = days.size();
    rows.keySet().removeIf(key -> key.tenant().equals(tenant));
    contents.keySet().removeIf(key -> key.startsWith(tenant + "#"));
    days.keySet().removeIf(key -> key.tenant().equals(tenant));
    return new Forgotten(files - rows.size(), claims - contents.size(), counted - days.size());
  }
}
