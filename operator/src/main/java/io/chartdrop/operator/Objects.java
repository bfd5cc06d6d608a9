package io.chartdrop.operator;

import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.tenant.TenantId;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/** The objects of all tenants in the three buckets. */
interface Objects {

  /** The object from its beginning; the caller closes it, at its end or before. */
  InputStream open(StoredObject object);

  /**
   * Copies an original back into its tenant's inbox, as a new version.
   *
   * @param arrived as what it came; where it was kept in the inbox, another may have its name now
   * @param metadata what it says of itself there
   * @return the version, or empty if the object is no longer there
   */
  Optional<InboxVersion> copyToInbox(
      StoredObject original, InboxVersion arrived, Map<String, String> metadata);

  /**
   * All that is there of a tenant: its files in the archive and the errors, and every version in
   * the inbox, where files wait and where one is kept that could not be moved away.
   */
  List<Kept> kept(TenantId tenant);

  /** The very version from its beginning; the caller closes it. */
  InputStream open(Kept kept);

  /**
   * @param versionId empty for the one that is current
   */
  record Kept(StoredObject object, Optional<String> versionId) {}

  /**
   * Deletes all versions, all delete markers and all unfinished uploads of a tenant, in all
   * buckets.
   *
   * @param told is told now and then how many are gone
   * @return how many there were
   */
  long erase(TenantId tenant, LongConsumer told);
}
