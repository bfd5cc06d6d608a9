package io.chartdrop.records.file;

import java.util.Optional;

/** Files that came through our API are in the ledger before anyone reads them. */
public interface FileAnnouncements {

  /**
   * Says that our API put a version into the inbox: from here on {@link FileLedger#find} knows the
   * file. Where a reader was quicker, or the same was said before, nothing changes.
   *
   * @param fileId what the object's metadata says
   * @param retryOf the file that it repeats, as the object's metadata says
   */
  void announce(InboxVersion version, FileId fileId, Optional<FileId> retryOf);
}
