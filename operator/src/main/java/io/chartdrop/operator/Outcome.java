package io.chartdrop.operator;

import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import java.util.List;
import java.util.Optional;

/**
 * What became of one file that was dropped.
 *
 * @param sha256 of what was sent; empty if it could not be sent
 * @param entry the last that the ledger said of it; empty if it said nothing, or was not asked
 * @param original for a duplicate, the file that came before
 * @param rejects the first rejected rows
 * @param error why it was not sent, or not followed to its end
 */
record Outcome(
    Upload upload,
    Optional<String> sha256,
    Optional<LedgerEntry> entry,
    Optional<LedgerEntry> original,
    List<RejectedRow> rejects,
    Optional<String> error) {

  static Outcome notSent(Upload upload, String error) {
    return new Outcome(
        upload,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(error));
  }

  static Outcome sent(Upload upload, String sha256) {
    return new Outcome(
        upload,
        Optional.of(sha256),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  Outcome with(LedgerEntry latest) {
    return new Outcome(upload, sha256, Optional.of(latest), original, rejects, error);
  }

  Outcome withOriginal(Optional<LedgerEntry> found) {
    return new Outcome(upload, sha256, entry, found, rejects, error);
  }

  Outcome withRejects(List<RejectedRow> rows) {
    return new Outcome(upload, sha256, entry, original, rows, error);
  }

  Outcome unfinished(String reason) {
    return new Outcome(upload, sha256, entry, original, rejects, Optional.of(reason));
  }

  Optional<FileStatus> status() {
    return entry.map(LedgerEntry::status);
  }

  boolean isPending() {
    return error.isEmpty() && !status().map(FileStatus::isFinal).orElse(false);
  }

  /** Whether the clinic has nothing to send again because of the whole file. */
  boolean isTaken() {
    return status()
        .map(
            status ->
                status == FileStatus.COMPLETED
                    || status == FileStatus.COMPLETED_WITH_REJECTS
                    || status == FileStatus.DUPLICATE)
        .orElse(false);
  }
}
