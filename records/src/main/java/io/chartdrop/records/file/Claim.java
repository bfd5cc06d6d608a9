package io.chartdrop.records.file;

import io.chartdrop.records.tenant.Tenant;
import java.util.Optional;

/**
 * One reader's hold on a file. Whatever is written about the file is written under its {@code
 * owner}, so a reader that lost its hold can change nothing any more.
 *
 * @param owner random per claim
 * @param attempts how many attempts this one makes it, itself included
 * @param takenOver whether the reader before died or stood still: its lease ended, and it had not
 *     given the file back
 * @param begun whether an attempt before this one began to store rows, and lived to say so
 * @param settings the tenant as it was at the first claim of this file
 * @param rows what the attempt before this one got to
 * @param sha256 of the bytes, where an earlier attempt got that far
 */
public record Claim(
    InboxVersion version,
    FileId fileId,
    String owner,
    int attempts,
    boolean takenOver,
    boolean begun,
    Tenant settings,
    Optional<FileId> retryOf,
    RowCounts rows,
    Optional<String> sha256) {

  /** The key that the bytes of this file have in the idempotent repository. */
  public ContentKey contentKey(String sha256) {
    return new ContentKey(version.tenant(), sha256, retryOf.map(original -> fileId));
  }
}
