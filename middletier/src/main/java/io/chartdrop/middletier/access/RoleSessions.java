package io.chartdrop.middletier.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * A role session for each tenant, tagged {@code tenant_id}: the role's policy lets it reach only
 * that tenant's keys and prefixes, so that a mistake of ours ends in a refusal, not in a leak. A
 * session lasts an hour and is renewed before its end by the request that needs it.
 */
final class RoleSessions implements TenantAccess {
  private static final Duration LASTS = Duration.ofHours(1); // the most for a role by a role
  private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(10);
  private static final int MOST_TENANTS = 2_000;

  private final LoadingCache<TenantId, TenantStores> sessions;

  RoleSessions(StoreClients clients, StsClient sts, String role) {
    sessions =
        Caffeine.newBuilder()
            .maximumSize(MOST_TENANTS)
            .expireAfterAccess(LASTS)
            .build(tenant -> clients.stores(session(sts, role, tenant)));
  }

  private static StsAssumeRoleCredentialsProvider session(
      StsClient sts, String role, TenantId tenant) {
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts)
        .prefetchTime(RENEWED_BEFORE_END)
        .staleTime(Duration.ofMinutes(2))
        .refreshRequest(
            assume ->
                assume
                    .roleArn(role)
                    .roleSessionName("chartdrop-" + tenant)
                    .durationSeconds((int) LASTS.toSeconds())
                    .tags(Tag.builder().key("tenant_id").value(tenant.value()).build()))
        .build();
  }

  @Override
  public TenantStores of(TenantId tenant) {
    return sessions.get(tenant);
  }
}
