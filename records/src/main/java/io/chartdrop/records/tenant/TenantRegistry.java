package io.chartdrop.records.tenant;

import java.util.List;
import java.util.Optional;

/** The tenants, enabled or not. */
public interface TenantRegistry {

  /** As it is now: the read is consistent. */
  Optional<Tenant> find(TenantId id);

  /** All of them, by id. */
  List<Tenant> all();

  /** Adds a tenant, or replaces what was said of it. */
  void put(Tenant tenant);
}
