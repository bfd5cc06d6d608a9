package io.chartdrop.records.file;

import io.chartdrop.records.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger says of one file.
 *
 * @param version which object in the inbox it was
 * @param attempts how often its reading was begun, those given back not counted
 * @param rows a snapshot while it is processed, the result when its status is final
 * @param sha256 64 hex digits over the bytes as they arrived, once they were read
 * @param duplicateOf the file that brought the same bytes
 * @param retryOf the file that this one repeats
 * @param original where the file lies after it was closed
 * @param rejects where its rejected rows lie, as CSV
 * @param report where its counts by code lie, as JSON
 * @param notices remarks for the clinic that rejected nothing
 * @param undoneAt when the operator took back what it had stored
 */
public record LedgerEntry(
    InboxVersion version,
    FileId fileId,
    FileStatus status,
    int attempts,
    RowCounts rows,
    Optional<String> sha256,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<FileId> duplicateOf,
    Optional<FileId> retryOf,
    Optional<Problem> problem,
    Optional<StoredObject> original,
    Optional<StoredObject> rejects,
    Optional<StoredObject> report,
    List<String> notices,
    Optional<Instant> undoneAt) {

  public LedgerEntry {
    notices = List.copyOf(notices);
  }

  public TenantId tenant() {
    return version.tenant();
  }
}
