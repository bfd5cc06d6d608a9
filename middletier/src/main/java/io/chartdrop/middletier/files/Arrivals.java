package io.chartdrop.middletier.files;

import io.chartdrop.middletier.ApiProperties;
import io.chartdrop.middletier.access.TenantStores;
import io.chartdrop.middletier.call.Answer;
import io.chartdrop.middletier.contract.Contract;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.TenantId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Puts a version of ours into the ledger before the answer that names its file goes out. It comes
 * after the object, not before: a row announced first would stay for ever if the upload broke off,
 * while an object whose announcement fails is read all the same, under the id in its metadata.
 */
@Component
class Arrivals {
  private final ApiProperties properties;
  private final Contract contract;

  Arrivals(ApiProperties properties, Contract contract) {
    this.properties = properties;
    this.contract = contract;
  }

  /** The 202, whose Location is there from now on. */
  Answer announce(
      TenantStores stores,
      TenantId tenant,
      String key,
      String versionId,
      FileId fileId,
      Optional<FileId> retryOf) {
    version(stores, tenant, key, versionId, () -> stores.ledger().find(tenant, fileId).isPresent())
        .ifPresent(version -> stores.announcements().announce(version, fileId, retryOf));
    LedgerEntry entry = stores.ledger().find(tenant, fileId).orElseThrow();
    return Answer.accepted(contract.basePath() + "/files/" + fileId, FileJson.of(entry));
  }

  /** As routes lists it; empty if it was read to its end already, and its version deleted. */
  private Optional<InboxVersion> version(
      TenantStores stores, TenantId tenant, String key, String versionId, BooleanSupplier isKnown) {
    try {
      HeadObjectResponse head =
          stores.s3().headObject(h -> h.bucket(properties.inbox()).key(key).versionId(versionId));
      return Optional.of(
          new InboxVersion(
              tenant,
              key,
              versionId,
              head.contentLength(),
              head.lastModified().truncatedTo(ChronoUnit.SECONDS)));
    } catch (S3Exception e) {
      // 403 is what S3 says of it to a session that may list under a prefix only
      if (e.statusCode() == 404 || (e.statusCode() == 403 && isKnown.getAsBoolean())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
