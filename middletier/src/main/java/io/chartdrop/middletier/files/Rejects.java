package io.chartdrop.middletier.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chartdrop.middletier.access.TenantAccess;
import io.chartdrop.middletier.access.TenantStores;
import io.chartdrop.middletier.call.Answer;
import io.chartdrop.middletier.call.ApiRequest;
import io.chartdrop.middletier.call.AuditLog;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import io.chartdrop.records.BadPageTokenException;
import io.chartdrop.records.PageToken;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.tenant.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The rows of a file that were not taken. They are patients' too. */
@Component
public class Rejects {
  private final TenantAccess access;
  private final AuditLog audit;

  Rejects(TenantAccess access, AuditLog audit) {
    this.access = access;
    this.audit = audit;
  }

  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record PageJson(List<String> columns, List<RejectJson> items, Optional<String> next) {}

  /** A row, its cells in the order of the page's columns. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record RejectJson(
      long line, Optional<String> column, String code, String message, List<String> cells) {}

  /** In line order. A page's token is the byte at which the next row begins. */
  public Answer page(ApiRequest request) {
    TenantId tenant = request.caller().tenantId();
    TenantStores stores = access.of(tenant);
    LedgerEntry entry = finished(stores, request);
    if (entry.rejects().isEmpty()) {
      if (request.text("next").isPresent()) {
        throw new BadPageTokenException();
      }
      return Answer.ok(new PageJson(List.of(), List.of(), Optional.empty()));
    }
    StoredObject object = entry.rejects().get();
    PageToken token =
        new PageToken(
            Optional.of(tenant),
            Optional.of("rejects"),
            Optional.of(entry.fileId()),
            Optional.of(object.key()));
    Optional<Long> from = request.text("next").map(next -> number(token.position(next)));
    RejectsPage page =
        kept(
            stores,
            object,
            () -> new RejectsObject(stores.s3(), object).page(from, request.number("limit")));
    audit.read(request, page.rows().size());
    return Answer.ok(
        new PageJson(
            page.columns(),
            page.rows(),
            page.next().map(position -> token.at(Long.toString(position)))));
  }

  /** A token's hash keeps nobody from altering the position behind it. */
  private static long number(String position) {
    try {
      return Long.parseLong(position);
    } catch (NumberFormatException e) {
      throw new BadPageTokenException();
    }
  }

  /** The whole file, as it comes from S3. */
  public Answer download(ApiRequest request) {
    TenantStores stores = access.of(request.caller().tenantId());
    LedgerEntry entry = finished(stores, request);
    StoredObject object =
        entry
            .rejects()
            .orElseThrow(
                () ->
                    new RefusedException(
                        Problem.of(
                            ProblemType.NOT_FOUND,
                            "The file has no rejected rows: there is nothing to mend.")));
    ResponseInputStream<GetObjectResponse> content =
        kept(
            stores,
            object,
            () -> stores.s3().getObject(get -> get.bucket(object.bucket()).key(object.key())));
    Answer answer =
        Answer.download(
            "text/csv; charset=utf-8",
            "rejects-" + entry.fileId() + ".csv",
            content.response().contentLength(),
            new Download(content));
    audit.read(request, entry.rows().rejected());
    return answer;
  }

  /** What is read of an object that has its end: the rows are kept for a time only. */
  private static <T> T kept(TenantStores stores, StoredObject object, Supplier<T> read) {
    try {
      return read.get();
    } catch (S3Exception e) {
      if (KeptObject.isGone(stores.s3(), object, e)) {
        throw new RefusedException(
            Problem.of(
                ProblemType.NOT_FOUND,
                "The rejected rows of this file are no longer kept: upload the file again."));
      }
      throw e;
    }
  }

  private static LedgerEntry finished(TenantStores stores, ApiRequest request) {
    LedgerEntry entry = FileListing.entry(stores, request);
    if (!entry.status().isFinal()) {
      throw new RefusedException(
          Problem.of(
              ProblemType.NOT_FINISHED,
              "The file is still being read: ask again when its status is final."));
    }
    return entry;
  }
}
