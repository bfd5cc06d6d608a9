package io.chartdrop.records.patient;

import io.chartdrop.records.BadPageTokenException;
import io.chartdrop.records.Fence;
import io.chartdrop.records.PageToken;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.patient.RecordKeys.ItemKey;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The twin for tests: the same outcomes, orders, pages and tokens, without a table. */
public final class InMemoryRecordStore implements RecordStore, RecordErasure {
  private final Map<ItemKey, Stored> records = new LinkedHashMap<>();

  private record Stored(PatientRecord record, RecordKeys keys, long bytes) {}

  @Override
  public synchronized List<Outcome> store(TenantId tenant, List<PatientRecord> chunk, Fence fence) {
    fence.check();
    if (chunk.size() > MAX_CHUNK
        || !chunk.stream().allMatch(record -> record.tenant().equals(tenant))) {
      throw new IllegalArgumentException("A chunk is at most 100 records of one tenant");
    }
    Set<ItemKey> storedNow = new HashSet<>();
    List<Outcome> outcomes = new ArrayList<>();
    for (PatientRecord record : chunk) {
      outcomes.add(RecordItem.fits(record) ? store(record, storedNow) : Outcome.REFUSED);
    }
    return outcomes;
  }

  private Outcome store(PatientRecord record, Set<ItemKey> storedNow) {
    RecordKeys keys = RecordKeys.of(record);
    ItemKey key = keys.item();
    Stored before = records.putIfAbsent(key, new Stored(record, keys, RecordItem.bytes(record)));
    if (before == null) {
      storedNow.add(key);
      return Outcome.NEW;
    }
    PatientRecord stored = before.record();
    boolean ours =
        !storedNow.contains(key)
            && stored.fileId().equals(record.fileId())
            && stored.line() == record.line();
    return ours ? Outcome.NEW : Outcome.KNOWN;
  }

  @Override
  public synchronized RecordPage find(TenantId tenant, RecordQuery query) {
    PageToken token = query.pages(tenant);
    Optional<String> position = query.next().map(token::position);
    AccessPath path = AccessPath.of(tenant, query).orElse(null);
    if (path == null) {
      return new RecordPage(List.of(), Optional.empty());
    }
    if (position.isPresent() && !path.contains(position.get())) {
      throw new BadPageTokenException();
    }
    String low = position.orElse(path.low());
    return new PageBuilder(query, token)
        .build(
            records.values().stream()
                .filter(stored -> path.partitions().contains(partition(path, stored.keys())))
                .map(stored -> candidate(path, stored))
                .filter(c -> path.contains(c.sortKey()) && Utf8.compare(low, c.sortKey()) <= 0)
                .sorted(Comparator.comparing(Candidate::sortKey, Utf8::compare))
                .map(c -> path.mayMatch().test(c.sortKey()) ? c : ruledOut(c))
                .iterator());
  }

  /** All records of a tenant, in the order in which they were stored. */
  public synchronized List<PatientRecord> all(TenantId tenant) {
    return records.values().stream()
        .map(Stored::record)
        .filter(record -> record.tenant().equals(tenant))
        .toList();
  }

  @Override
  public synchronized long ofFile(TenantId tenant, FileId file, LongConsumer looked) {
    return remove(record -> record.tenant().equals(tenant) && record.fileId().equals(file)).size();
  }

  @Override
  public synchronized Map<FileId, Long> ofPatient(TenantId tenant, String medicalRecordNumber) {
    return remove(
            record ->
                record.tenant().equals(tenant)
                    && record.medicalRecordNumber().equals(medicalRecordNumber))
        .stream()
        .collect(Collectors.groupingBy(PatientRecord::fileId, Collectors.counting()));
  }

  @Override
  public synchronized long ofTenant(TenantId tenant, LongConsumer removed) {
    return remove(record -> record.tenant().equals(tenant)).size();
  }

  private List<PatientRecord> remove(Predicate<PatientRecord> wanted) {
    List<PatientRecord> removed =
        records.values().stream().map(Stored::record).filter(wanted).toList();
    records.values().removeIf(stored -> wanted.test(stored.record()));
    return removed;
  }

  private static Candidate ruledOut(Candidate candidate) {
    return new Candidate(candidate.sortKey(), Optional.empty(), 300);
  }

  private static Candidate candidate(AccessPath path, Stored stored) {
    String sortKey =
        switch (path.sortName()) {
          case "sk" -> stored.keys().item().sort();
          case "by_name_sk" -> stored.keys().byName();
          case "by_day_sk" -> stored.keys().byDay();
          default -> throw new AssertionError(path.sortName());
        };
    return new Candidate(sortKey, Optional.of(stored.record()), stored.bytes());
  }

  private static String partition(AccessPath path, RecordKeys keys) {
    return path.index().isPresent() ? keys.shard() : keys.item().partition();
  }
}
