package io.chartdrop.middletier.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.chartdrop.middletier.access.TenantAccess;
import io.chartdrop.middletier.call.Answer;
import io.chartdrop.middletier.call.ApiRequest;
import io.chartdrop.records.file.DayCounts;
import io.chartdrop.records.tenant.Tenant;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** Files and rows by the clinic's own days. */
@Component
public class Summaries {
  private final TenantAccess access;
  private final Clock clock;

  Summaries(TenantAccess access, Clock clock) {
    this.access = access;
    this.clock = clock;
  }

  @JsonNaming(SnakeCaseStrategy.class)
  record SummaryJson(String timeZone, List<DayJson> days) {}

  record DayJson(
      String day, long files, @JsonProperty("new") long added, long known, long rejected) {
    static DayJson of(DayCounts counts) {
      return new DayJson(
          counts.day().toString(),
          counts.files(),
          counts.added(),
          counts.known(),
          counts.rejected());
    }
  }

  public Answer of(ApiRequest request) {
    Tenant tenant = request.caller().tenant();
    LocalDate today = LocalDate.ofInstant(clock.instant(), tenant.timeZone());
    List<DayCounts> days =
        access.of(tenant.id()).summary().of(tenant.id(), today, request.number("days"));
    return Answer.ok(
        new SummaryJson(tenant.timeZone().getId(), days.stream().map(DayJson::of).toList()));
  }
}
