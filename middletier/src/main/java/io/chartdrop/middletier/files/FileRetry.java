package io.chartdrop.middletier.files;

import io.chartdrop.middletier.ApiProperties;
import io.chartdrop.middletier.access.TenantAccess;
import io.chartdrop.middletier.access.TenantStores;
import io.chartdrop.middletier.call.Answer;
import io.chartdrop.middletier.call.ApiRequest;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.file.UploadMetadata;
import io.chartdrop.records.tenant.TenantId;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Has a file read again: its kept original is copied back into the inbox as a new version that says
 * whose replay it is. Asked twice, it is read twice, and the second time every row is known.
 */
@Component
public class FileRetry {
  /** What S3 copies in one call. */
  private static final long COPIED = 5L << 30;

  private final TenantAccess access;
  private final Arrivals arrivals;
  private final ApiProperties properties;
  private final Clock clock;

  FileRetry(TenantAccess access, Arrivals arrivals, ApiProperties properties, Clock clock) {
    this.access = access;
    this.arrivals = arrivals;
    this.properties = properties;
    this.clock = clock;
  }

  public Answer again(ApiRequest request) {
    TenantId tenant = request.caller().tenantId();
    TenantStores stores = access.of(tenant);
    LedgerEntry entry = FileListing.entry(stores, request);
    checkStatus(entry);
    if (entry.version().bytes() > COPIED) {
      throw refused("It has more than 5 GiB, which cannot be copied: upload the file again.");
    }
    StoredObject original = entry.original().orElseThrow(FileRetry::notKept);
    FileId fileId = FileId.chosen(clock.instant());
    String versionId = copy(stores, original, entry, fileId);
    return arrivals.announce(
        stores, tenant, entry.version().key(), versionId, fileId, Optional.of(entry.fileId()));
  }

  private String copy(
      TenantStores stores, StoredObject original, LedgerEntry entry, FileId fileId) {
    try {
      return stores
          .s3()
          .copyObject(
              copy ->
                  from(original, entry.version(), properties.inbox(), copy)
                      .destinationBucket(properties.inbox())
                      .destinationKey(entry.version().key())
                      .metadataDirective(MetadataDirective.REPLACE)
                      .metadata(
                          Map.of(
                              UploadMetadata.FILE_ID, fileId.value(),
                              UploadMetadata.REPLAY_OF, entry.fileId().value())))
          .versionId();
    } catch (S3Exception e) {
      if (KeptObject.isGone(stores.s3(), original, e)) {
        throw notKept();
      }
      throw e;
    }
  }

  /** A file that was kept where it arrived may lie under a newer one of its name. */
  static CopyObjectRequest.Builder from(
      StoredObject original, InboxVersion arrived, String inbox, CopyObjectRequest.Builder copy) {
    copy.sourceBucket(original.bucket()).sourceKey(original.key());
    return original.bucket().equals(inbox) ? copy.sourceVersionId(arrived.versionId()) : copy;
  }

  private static void checkStatus(LedgerEntry entry) {
    switch (entry.status()) {
      case FAILED, REJECTED, COMPLETED_WITH_REJECTS -> {}
      case RECEIVED, PROCESSING ->
          throw refused("It is not finished yet: wait until it is, and look what became of it.");
      case COMPLETED -> throw refused("All its rows are stored: there is nothing to try again.");
      case DUPLICATE ->
          throw refused("Its bytes came before: have the file in duplicate_of read again, if any.");
    }
  }

  private static RefusedException notKept() {
    return refused("Its original is no longer kept: upload the file again.");
  }

  private static RefusedException refused(String detail) {
    return new RefusedException(Problem.of(ProblemType.NOT_RETRYABLE, detail));
  }
}
