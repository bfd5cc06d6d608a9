package io.chartdrop.middletier.caller;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.chartdrop.middletier.ApiProperties;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantRegistry;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The tenants' settings, each remembered for {@code api.tenant-settings-age}: a look-up by MRN
 * would otherwise cost two reads.
 */
@Component
class Tenants {
  private static final int MOST = 10_000;

  private final LoadingCache<TenantId, Optional<Tenant>> known;

  Tenants(TenantRegistry registry, ApiProperties properties) {
    known =
        Caffeine.newBuilder()
            .maximumSize(MOST)
            .expireAfterWrite(properties.tenantSettingsAge())
            .build(registry::find);
  }

  Optional<Tenant> find(TenantId id) {
    return known.get(id);
  }
}
