package io.chartdrop.operator;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.file.UploadMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/** Has kept files read again: each goes back into the inbox and says whose replay it is. */
final class Replay {
  private final Cloud cloud;

  Replay(Cloud cloud) {
    this.cloud = cloud;
  }

  /**
   * Returns the id under which the file is read again; it is in the ledger by now.
   *
   * @return empty if its original is no longer kept
   */
  Optional<FileId> again(LedgerEntry entry) {
    StoredObject original = entry.original().orElse(null);
    if (original == null) {
      return Optional.empty();
    }
    FileId fileId = FileId.chosen(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    Map<String, String> metadata =
        Map.of(
            UploadMetadata.FILE_ID, fileId.value(),
            UploadMetadata.REPLAY_OF, entry.fileId().value());
    Optional<InboxVersion> version =
        cloud.objects().copyToInbox(original, entry.version(), metadata);
    version.ifPresent(
        copied -> cloud.announcements().announce(copied, fileId, Optional.of(entry.fileId())));
    return version.map(copied -> fileId);
  }
}
