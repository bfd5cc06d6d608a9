package io.chartdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.file.FileCode;
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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Stores in memory, and a ledger that says whatever a test puts into it. */
final class FakeCloud implements Cloud, FileLedger {
  static final TenantId RIVERSIDE = new TenantId("riverside");
  static final Instant MONDAY = Instant.parse("2026-03-02T22:00:00Z");

  final InMemoryRecordStore records = new InMemoryRecordStore();
  final InMemoryTenantRegistry tenants = new InMemoryTenantRegistry();
  final Map<FileId, LedgerEntry> entries = new ConcurrentHashMap<>();
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
        List.of());
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
  public InputStream open(StoredObject object) {
    return new ByteArrayInputStream(rejectsCsv.getBytes(UTF_8));
  }

  @Override
  public void close() {}
}
