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
import io.chartdrop.records.file.UploadMetadata;
import io.chartdrop.records.tenant.Tenant;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Takes a file into the tenant's inbox. The answer comes when the object is whole and its row is in
 * the ledger; of an upload that breaks off, nothing stays.
 */
@Component
public class FileUpload {
  private static final String GZIP = "application/gzip";

  private final TenantAccess access;
  private final Arrivals arrivals;
  private final UploadSlots slots;
  private final ApiProperties properties;
  private final Clock clock;

  FileUpload(
      TenantAccess access,
      Arrivals arrivals,
      UploadSlots slots,
      ApiProperties properties,
      Clock clock) {
    this.access = access;
    this.arrivals = arrivals;
    this.slots = slots;
    this.properties = properties;
    this.clock = clock;
  }

  public Answer take(ApiRequest request) {
    Tenant tenant = request.caller().tenant();
    String name = UploadName.clean(request.required("name"));
    boolean gzip = request.contentType().filter(GZIP::equals).isPresent();
    if (gzip != UploadName.isCompressed(name)) {
      throw new RefusedException(
          Problem.of(
              ProblemType.UNSUPPORTED_TYPE,
              "Name and Content-Type disagree: send text/csv for a name in .csv, application/gzip"
                  + " for one in .csv.gz."));
    }
    UploadBody body =
        new UploadBody(
            request.body(), request.contentLength(), tenant.limits().maxFileBytes(), gzip);
    FileId fileId = FileId.chosen(clock.instant());
    TenantStores stores = access.of(tenant.id());
    String key = tenant.id().prefix() + name;
    String versionId;
    try (UploadSlots.Slot slot = slots.take(tenant.id())) {
      versionId =
          new ObjectWriter(stores.s3(), properties.inbox(), key)
              .write(body, Map.of(UploadMetadata.FILE_ID, fileId.value()));
    }
    return arrivals.announce(stores, tenant.id(), key, versionId, fileId, Optional.empty());
  }
}
