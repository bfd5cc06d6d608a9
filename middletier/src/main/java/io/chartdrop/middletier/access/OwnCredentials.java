package io.chartdrop.middletier.access;

import io.chartdrop.records.tenant.TenantId;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The service's own credentials for every tenant: where nothing but our code keeps tenants apart,
 * such as on one machine.
 */
final class OwnCredentials implements TenantAccess {
  private final TenantStores stores;

  OwnCredentials(StoreClients clients, AwsCredentialsProvider own) {
    stores = clients.stores(own);
  }

  @Override
  public TenantStores of(TenantId tenant) {
    return stores;
  }
}
