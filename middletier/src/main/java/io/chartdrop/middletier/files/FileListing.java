package io.chartdrop.middletier.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chartdrop.middletier.access.TenantAccess;
import io.chartdrop.middletier.access.TenantStores;
import io.chartdrop.middletier.call.Answer;
import io.chartdrop.middletier.call.ApiRequest;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import io.chartdrop.records.BadPageTokenException;
import io.chartdrop.records.PageToken;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.LedgerPage;
import io.chartdrop.records.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What became of a tenant's files. */
@Component
public class FileListing {
  private final TenantAccess access;

  FileListing(TenantAccess access) {
    this.access = access;
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record PageJson(List<FileJson> items, Optional<String> next) {}

  /** Newest first. */
  public Answer list(ApiRequest request) {
    TenantId tenant = request.caller().tenantId();
    Optional<FileStatus> status = request.text("status").map(FileStatus::valueOf);
    PageToken token = new PageToken(Optional.of(tenant), Optional.of("files"), status);
    Optional<FileId> after =
        request
            .text("next")
            .map(
                next -> FileId.parse(token.position(next)).orElseThrow(BadPageTokenException::new));
    LedgerPage page =
        access.of(tenant).ledger().list(tenant, status, request.number("limit"), after);
    return Answer.ok(
        new PageJson(
            page.items().stream().map(FileJson::of).toList(),
            page.next().map(FileId::value).map(token::at)));
  }

  public Answer one(ApiRequest request) {
    return Answer.ok(FileJson.of(entry(access.of(request.caller().tenantId()), request)));
  }

  /**
   * The entry that the path names.
   *
   * @throws RefusedException if this tenant has no such file, whether or not another has
   */
  static LedgerEntry entry(TenantStores stores, ApiRequest request) {
    return stores
        .ledger()
        .find(request.caller().tenantId(), new FileId(request.required("file_id")))
        .orElseThrow(
            () ->
                new RefusedException(
                    Problem.of(
                        ProblemType.NOT_FOUND,
                        "The clinic has no file of this id: take one from the list of files.")));
  }
}
