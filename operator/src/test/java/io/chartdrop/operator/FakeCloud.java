package io.chartdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.file.FileAnnouncements;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileErasure;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.LedgerPage;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.patient.InMemoryRecordStore;
import io.chartdrop.records.tenant.InMemoryTenantRegistry;
import io.chartdrop.records.tenant.TenantId;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Stores in memory, and a ledger that says whatever a test puts into it. */
final class FakeCloud implements Cloud, FileLedger, FileAnnouncements, FileErasure, Objects {
  static final TenantId RIVERSIDE = new TenantId("riverside");
  static final Instant MONDAY = Instant.parse("2026-03-02T22:00:00Z");

  final InMemoryRecordStore records = new InMemoryRecordStore();
  final InMemoryTenantRegistry tenants = new InMemoryTenantRegistry();
  final Map<FileId, LedgerEntry> entries = new ConcurrentHashMap<>();
  final Map<StoredObject, byte[]> contents = new ConcurrentHashMap<>();

  /** Still listed, and deleted before anybody looks. */
  final Set<StoredObject> gone = new HashSet<>();

  final List<FileId> undone = new ArrayList<>();
  String rejectsCsv = "";

  /** A file of Monday; {@code version} tells it from others of its name. */
  static LedgerEntry entry(
      String name, String version, long bytes, FileStatus status, RowCounts rows) {
    InboxVersion object =
        new InboxVersion(RIVERSIDE, RIVERSIDE.prefix() + name, version, bytes, MONDAY);
    boolean refused = status == FileStatus.REJECTED || status == FileStatus.FAILED;
    return new LedgerEntry(
        object,
        object.fileId(),
        status,
        1,
        rows,
        Optional.empty(),
        Optional.of(MONDAY),
        Optional.of(MONDAY.plusSeconds(1)),
        Optional.empty(),
        Optional.empty(),
        refused
            ? Optional.of(new Problem(FileCode.MISSING_COLUMN, "There is no date_time."))
            : Optional.empty(),
        Optional.empty(),
        rows.rejected() > 0
            ? Optional.of(new StoredObject("errors", "riverside/x/rejects.csv"))
            : Optional.empty(),
        refused || rows.rejected() > 0
            ? Optional.of(new StoredObject("errors", "riverside/x/report.json"))
            : Optional.empty(),
        List.of(),
        Optional.empty());
  }

  void put(LedgerEntry entry) {
    entries.put(entry.fileId(), entry);
  }

  @Override
  public Optional<LedgerEntry> find(TenantId tenant, FileId fileId) {
    return Optional.ofNullable(entries.get(fileId));
  }

  @Override
  public LedgerPage list(
      TenantId tenant, Optional<FileStatus> status, int limit, Optional<FileId> after) {
    List<LedgerEntry> all =
        entries.values().stream()
            .filter(entry -> entry.tenant().equals(tenant))
            .filter(entry -> status.isEmpty() || status.get() == entry.status())
            .filter(entry -> after.isEmpty() || entry.fileId().compareTo(after.get()) < 0)
            .sorted(Comparator.comparing(LedgerEntry::fileId).reversed())
            .toList();
    List<LedgerEntry> page = all.subList(0, Math.min(limit, all.size()));
    return new LedgerPage(
        page, all.size() > limit ? Optional.of(page.get(limit - 1).fileId()) : Optional.empty());
  }

  @Override
  public FileLedger ledger() {
    return this;
  }

  @Override
  public InMemoryRecordStore records() {
    return records;
  }

  @Override
  public InMemoryTenantRegistry tenants() {
    return tenants;
  }

  @Override
  public InMemoryRecordStore recordErasure() {
    return records;
  }

  @Override
  public FileErasure fileErasure() {
    return this;
  }

  @Override
  public FileAnnouncements announcements() {
    return this;
  }

  @Override
  public Objects objects() {
    return this;
  }

  @Override
  public InputStream open(StoredObject object) {
    if (gone.contains(object)) {
      throw NoSuchKeyException.builder().build();
    }
    return new ByteArrayInputStream(contents.getOrDefault(object, rejectsCsv.getBytes(UTF_8)));
  }

  @Override
  public Optional<InboxVersion> copyToInbox(
      StoredObject original, InboxVersion arrived, Map<String, String> metadata) {
    return Optional.of(
        new InboxVersion(arrived.tenant(), arrived.key(), "v-" + entries.size(), 9, MONDAY));
  }

  /** Whatever is announced is read at once, and has one known row. */
  @Override
  public void announce(InboxVersion version, FileId fileId, Optional<FileId> retryOf) {
    LedgerEntry read =
        entry(version.name(), version.versionId(), 9, FileStatus.COMPLETED, RowCounts.of(0, 1, 0));
    entries.put(
        fileId,
        new LedgerEntry(
            version,
            fileId,
            read.status(),
            1,
            read.rows(),
            Optional.empty(),
            read.startedAt(),
            read.finishedAt(),
            Optional.empty(),
            retryOf,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty()));
  }

  @Override
  public List<StoredObject> kept(TenantId tenant) {
    return List.copyOf(contents.keySet());
  }

  @Override
  public long erase(TenantId tenant, LongConsumer told) {
    long gone = contents.size();
    contents.clear();
    return gone;
  }

  @Override
  public void undone(LedgerEntry entry, String notice) {
    undone.add(entry.fileId());
  }

  @Override
  public List<FileId> held(TenantId tenant) {
    return List.of();
  }

  @Override
  public Forgotten forget(TenantId tenant) {
    long files = entries.size();
    entries.clear();
    return new Forgotten(files, 0, 0);
  }

  @Override
  public void close() {}
}
