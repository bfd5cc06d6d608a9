package io.chartdrop.middletier.access;

import io.chartdrop.records.tenant.TenantId;

/** By whose rights a tenant's data is reached. */
public interface TenantAccess {

  /** Of one tenant; may be kept for one request, not longer. */
  TenantStores of(TenantId tenant);
}
