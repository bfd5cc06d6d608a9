package io.chartdrop.records.tenant;

import java.util.List;

/**
 * All tenants at one time.
 *
 * @param tenants those that can be used, by id
 * @param damaged one for each of the others: it hides nobody, and is to be shown to the operator
 */
public record TenantSurvey(List<Tenant> tenants, List<DamagedTenantException> damaged) {
  public TenantSurvey {
    tenants = List.copyOf(tenants);
    damaged = List.copyOf(damaged);
  }
}
