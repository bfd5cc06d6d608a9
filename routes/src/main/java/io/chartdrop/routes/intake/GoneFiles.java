package io.chartdrop.routes.intake;

import io.chartdrop.records.file.ClaimRequest;
import io.chartdrop.records.file.ClaimVerdict.Granted;
import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.FileClaims;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.LedgerPage;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;

/**
 * Closes files whose version was deleted for good before it was read to its end. No clinic can do
 * that, only somebody with rights on the bucket; but no poll lists such a file again, and its row
 * in the ledger would wait for ever.
 */
@Component
class GoneFiles {
  private static final List<FileStatus> OPEN = List.of(FileStatus.RECEIVED, FileStatus.PROCESSING);
  private static final int PAGE = 100;

  private final TenantRegistry registry;
  private final FileLedger ledger;
  private final FileClaims claims;
  private final FileClosings closings;
  private final Shutdown shutdown;
  private final S3Client s3;
  private final Finishing finishing;
  private final IntakeProperties properties;

  GoneFiles(
      TenantRegistry registry,
      FileLedger ledger,
      FileClaims claims,
      FileClosings closings,
      Shutdown shutdown,
      S3Client s3,
      Finishing finishing,
      IntakeProperties properties) {
    this.registry = registry;
    this.ledger = ledger;
    this.claims = claims;
    this.closings = closings;
    this.shutdown = shutdown;
    this.s3 = s3;
    this.finishing = finishing;
    this.properties = properties;
  }

  void close() {
    EachTenant.inTurn(registry.all(), Tenant::id, this::close);
  }

  private void close(Tenant tenant) {
    for (LedgerEntry entry : open(tenant.id())) {
      if (!isThere(entry.version())) {
        close(tenant, entry);
      }
    }
  }

  private List<LedgerEntry> open(TenantId tenant) {
    List<LedgerEntry> open = new ArrayList<>();
    for (FileStatus status : OPEN) {
      Optional<FileId> after = Optional.empty();
      do {
        LedgerPage page = ledger.list(tenant, Optional.of(status), PAGE, after);
        open.addAll(page.items());
        after = page.next();
      } while (after.isPresent());
    }
    return open;
  }

  /** By a list, for a look at the version says the same of one that is gone and of no bucket. */
  private boolean isThere(InboxVersion version) {
    return s3
        .listObjectVersionsPaginator(
            list ->
                list.bucket(properties.inbox())
                    .prefix(version.key())
                    .encodingType(EncodingType.URL))
        .versions()
        .stream()
        .anyMatch(there -> there.versionId().equals(version.versionId()));
  }

  /** Unless somebody closed it since, or holds it: whoever still reads it has its bytes. */
  private void close(Tenant tenant, LedgerEntry entry) {
    ClaimRequest request =
        new ClaimRequest(
            entry.version(),
            Optional.of(entry.fileId()),
            entry.retryOf(),
            tenant,
            properties.lease());
    long sentAt = System.nanoTime();
    if (claims.claim(request) instanceof Granted granted) {
      Problem problem =
          new Problem(
              FileCode.WITHDRAWN,
              "The file was deleted from the inbox before it was read to its end. The rows that"
                  + " were counted by then are stored; send the file again.");
      Duration alive = properties.lease().minus(properties.leaseMargin());
      Attempt attempt = new Attempt(granted.claim(), shutdown, System::nanoTime, sentAt, alive);
      Closing closing =
          Closing.failed(problem, granted.claim().rows(), finishing.contentOf(attempt));
      closings.close(attempt, closing);
      finishing.tell(entry.fileId(), entry.version(), closing);
    }
  }
}
