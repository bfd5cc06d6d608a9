package io.chartdrop.middletier.caller;

import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;

/**
 * Who asks, and for whom.
 *
 * @param subject the token's {@code sub}
 * @param client the token's {@code client_id}
 * @param tenant as the registry has it, enabled
 */
public record Caller(String subject, String client, Tenant tenant) {
  public TenantId tenantId() {
    return tenant.id();
  }
}
