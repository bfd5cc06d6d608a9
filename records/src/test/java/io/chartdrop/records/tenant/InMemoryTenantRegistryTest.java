package io.chartdrop.records.tenant;

class InMemoryTenantRegistryTest implements TenantRegistryContract {
  private final TenantRegistry registry = new InMemoryTenantRegistry();

  @Override
  public TenantRegistry registry() {
    return registry;
  }
}
