package io.chartdrop.records.file;

import io.chartdrop.records.tenant.TenantId;
import java.time.Instant;

/**
 * One version of one object in the inbox bucket.
 *
 * @param key the whole key, {@code {tenant}/{name}}
 * @param bytes size of the object
 * @param lastModified when it arrived, to the second
 */
public record InboxVersion(
    TenantId tenant, String key, String versionId, long bytes, Instant lastModified) {

  public InboxVersion {
    if (!key.startsWith(tenant.prefix()) || key.length() == tenant.prefix().length()) {
      throw new IllegalArgumentException("A version lies under its tenant's prefix");
    }
  }

  /** The name as the tenant gave it, subfolders included. */
  public String name() {
    return key.substring(tenant.prefix().length());
  }

  public FileId fileId() {
    return FileId.of(key, versionId, lastModified);
  }
}
