package io.chartdrop.routes.intake;

import io.chartdrop.records.tenant.Tenant;

/** Tenants as tests need them. */
final class IntakeTenants {
  private IntakeTenants() {}

  static Tenant disabled(Tenant tenant) {
    return new Tenant(
        tenant.id(),
        tenant.name(),
        tenant.timeZone(),
        tenant.dateOrder(),
        tenant.charset(),
        tenant.columnAliases(),
        tenant.limits(),
        false);
  }
}
