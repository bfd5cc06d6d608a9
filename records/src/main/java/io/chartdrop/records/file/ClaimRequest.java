package io.chartdrop.records.file;

import io.chartdrop.records.tenant.Tenant;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * The wish to read a version.
 *
 * @param announced the id under which our API announced the upload, from the object's metadata
 * @param retryOf the file that this version repeats, from the object's metadata
 * @param settings the tenant as it is now
 * @param lease how long the claim holds unless renewed
 * @param owner random; known before the claim is asked for, so that one whose answer is lost can be
 *     taken back
 */
public record ClaimRequest(
    InboxVersion version,
    Optional<FileId> announced,
    Optional<FileId> retryOf,
    Tenant settings,
    Duration lease,
    String owner) {

  public ClaimRequest(
      InboxVersion version,
      Optional<FileId> announced,
      Optional<FileId> retryOf,
      Tenant settings,
      Duration lease) {
    this(version, announced, retryOf, settings, lease, UUID.randomUUID().toString());
  }
}
