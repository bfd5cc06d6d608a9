package io.chartdrop.middletier.records;

import io.chartdrop.middletier.access.TenantAccess;
import io.chartdrop.middletier.call.Answer;
import io.chartdrop.middletier.call.ApiRequest;
import io.chartdrop.middletier.call.AuditLog;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import io.chartdrop.records.patient.RecordPage;
import io.chartdrop.records.patient.RecordQuery;
import io.chartdrop.records.tenant.TenantId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds a tenant's records. */
@Component
public class RecordSearch {
  private static final String MRN = "mrn";
  private static final String LAST_NAME = "last_name";
  private static final String FIRST_NAME = "first_name";
  private static final String FROM = "from";
  private static final String TO = "to";
  private static final String NOTES = "notes";

  private final TenantAccess access;
  private final AuditLog audit;

  RecordSearch(TenantAccess access, AuditLog audit) {
    this.access = access;
    this.audit = audit;
  }

  public Answer find(ApiRequest request) {
    RecordQuery query = query(request);
    TenantId tenant = request.caller().tenantId();
    RecordPage page = access.of(tenant).records().find(tenant, query);
    audit.read(request, page.items().size());
    return Answer.ok(RecordPageJson.of(page));
  }

  private static RecordQuery query(ApiRequest request) {
    Optional<LocalDate> from = request.text(FROM).map(LocalDate::parse);
    Optional<LocalDate> to = request.text(TO).map(LocalDate::parse);
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new RefusedException(
          Problem.ofParameter(TO, "to is before from: give the later day as to."));
    }
    boolean isNarrow =
        Stream.of(MRN, LAST_NAME, FIRST_NAME, FROM, TO)
            .anyMatch(name -> request.text(name).isPresent());
    if (request.text(NOTES).isPresent() && !isNarrow) {
      throw new RefusedException(
          Problem.of(
              ProblemType.NOTES_ALONE,
              "notes alone would read every record: give also mrn, last_name, first_name, from or"
                  + " to."));
    }
    checkName(request, LAST_NAME);
    checkName(request, FIRST_NAME);
    return new RecordQuery(
        request.text(MRN),
        request.text(LAST_NAME),
        request.text(FIRST_NAME),
        from,
        to,
        request.text(NOTES),
        request.number("limit"),
        request.text("next"));
  }

  /** Names are compared by letters and digits: one without any would match everybody. */
  private static void checkName(ApiRequest request, String name) {
    if (request
        .text(name)
        .filter(value -> value.codePoints().noneMatch(Character::isLetterOrDigit))
        .isPresent()) {
      throw new RefusedException(
          Problem.ofParameter(
              name, name + " has no letter or digit: give the beginning of a name."));
    }
  }
}
