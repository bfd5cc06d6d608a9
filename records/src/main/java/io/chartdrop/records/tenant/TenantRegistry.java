package io.chartdrop.records.tenant;

import java.util.List;
import java.util.Optional;

/** The tenants, enabled or not. */
public interface TenantRegistry {

  /**
   * As it is now: the read is consistent.
   *
   * @throws DamagedTenantException if it is there but cannot be used
   */
  Optional<Tenant> find(TenantId id);

  /** All of them, and which are damaged. */
  TenantSurvey survey();

  /** All that can be used, by id. */
  default List<Tenant> all() {
    return survey().tenants();
  }

  /** Adds a tenant, or replaces what was said of it. */
  void put(Tenant tenant);

  /** Forgets a tenant; harmless where there is none. */
  void remove(TenantId id);
}
