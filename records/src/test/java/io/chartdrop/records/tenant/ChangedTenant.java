package io.chartdrop.records.tenant;

import java.util.Map;

/** A tenant with one setting changed. */
public final class ChangedTenant {
  private ChangedTenant() {}

  public static Tenant disabled(Tenant tenant) {
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

  public static Tenant withOrder(Tenant tenant, DateOrder order) {
    return new Tenant(
        tenant.id(),
        tenant.name(),
        tenant.timeZone(),
        order,
        tenant.charset(),
        tenant.columnAliases(),
        tenant.limits(),
        tenant.enabled());
  }

  public static Tenant withAliases(Tenant tenant, Map<String, String> aliases) {
    return new Tenant(
        tenant.id(),
        tenant.name(),
        tenant.timeZone(),
        tenant.dateOrder(),
        tenant.charset(),
        aliases,
        tenant.limits(),
        tenant.enabled());
  }

  public static Tenant withLimits(Tenant tenant, Limits limits) {
    return new Tenant(
        tenant.id(),
        tenant.name(),
        tenant.timeZone(),
        tenant.dateOrder(),
        tenant.charset(),
        tenant.columnAliases(),
        limits,
        tenant.enabled());
  }
}
