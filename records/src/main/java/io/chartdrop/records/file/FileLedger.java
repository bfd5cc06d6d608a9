package io.chartdrop.records.file;

import io.chartdrop.records.tenant.TenantId;
import java.util.Optional;

/** What became of every version of every file. */
public interface FileLedger {

  /** As it is now: the read is consistent. */
  Optional<LedgerEntry> find(TenantId tenant, FileId fileId);

  /**
   * A tenant's files, newest first.
   *
   * @param status only these; a file that just changed may still show under its former status
   * @param limit 1 to 100
   * @param after the {@code next} of the page before
   */
  LedgerPage list(TenantId tenant, Optional<FileStatus> status, int limit, Optional<FileId> after);
}
