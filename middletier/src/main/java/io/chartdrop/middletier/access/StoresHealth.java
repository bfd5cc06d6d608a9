package io.chartdrop.middletier.access;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.patient.RecordQuery;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantRegistry;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * Ready when every table answers, asked as a request would ask: by the rights of a tenant. The
 * tenant does not exist, so that nobody's data is looked at.
 */
@Component("stores")
class StoresHealth extends AbstractHealthIndicator {
  private static final TenantId NOBODY = new TenantId("readiness-probe");

  private final TenantAccess access;
  private final TenantRegistry registry;
  private final Clock clock;

  StoresHealth(TenantAccess access, TenantRegistry registry, Clock clock) {
    super("A table cannot be read");
    this.access = access;
    this.registry = registry;
    this.clock = clock;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    registry.find(NOBODY);
    TenantStores stores = access.of(NOBODY);
    stores.ledger().find(NOBODY, FileId.chosen(clock.instant()));
    stores.records().find(NOBODY, RecordQuery.ofMrn("none"));
    stores.summary().of(NOBODY, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), 1);
    health.up();
  }
}
