package io.chartdrop.records.tenant;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The twin for tests. */
public final class InMemoryTenantRegistry implements TenantRegistry {
  private final Map<String, Tenant> tenants = new ConcurrentSkipListMap<>();

  @Override
  public Optional<Tenant> find(TenantId id) {
    return Optional.ofNullable(tenants.get(id.value()));
  }

  @Override
  public TenantSurvey survey() {
    return new TenantSurvey(List.copyOf(tenants.values()), List.of());
  }

  @Override
  public void put(Tenant tenant) {
    tenants.put(tenant.id().value(), tenant);
  }

  @Override
  public void remove(TenantId id) {
    tenants.remove(id.value());
  }
}
