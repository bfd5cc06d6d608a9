package io.chartdrop.middletier.access;

import io.chartdrop.middletier.ApiProperties;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.tenant.DynamoDbTenantRegistry;
import io.chartdrop.records.tenant.TenantRegistry;
import io.chartdrop.telemetry.StoreThrottles;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;

/** The stores, as the environment names them. */
@Configuration
class AccessConfiguration {

  @Bean
  TableNames tableNames(
      @Value("${CHARTDROP_TABLE_RECORDS}") String records,
      @Value("${CHARTDROP_TABLE_FILES}") String files,
      @Value("${CHARTDROP_TABLE_IDEMPOTENCY:not-ours}") String idempotency,
      @Value("${CHARTDROP_TABLE_SUMMARY}") String summary,
      @Value("${CHARTDROP_TABLE_TENANTS}") String tenants) {
    return new TableNames(records, files, idempotency, summary, tenants);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  AwsCredentialsProvider ownCredentials() {
    return DefaultCredentialsProvider.builder().build();
  }

  @Bean
  StoreClients storeClients(TableNames tables, StoreThrottles throttles) {
    return new StoreClients(tables, throttles);
  }

  /** The one thing that is read by the service's own role. */
  @Bean
  TenantRegistry tenantRegistry(
      StoreClients clients, AwsCredentialsProvider own, TableNames tables) {
    return new DynamoDbTenantRegistry(clients.dynamoDb(own), tables);
  }

  @Bean
  TenantAccess tenantAccess(
      StoreClients clients, AwsCredentialsProvider own, ApiProperties properties) {
    if (properties.tenantAccess().equals(ApiProperties.OWN_CREDENTIALS)) {
      return new OwnCredentials(clients, own);
    }
    StsClient sts =
        StsClient.builder()
            .httpClient(clients.http())
            .credentialsProvider(own)
            .overrideConfiguration(o -> o.apiCallTimeout(Duration.ofSeconds(8)))
            .build();
    return new RoleSessions(clients, sts, properties.tenantAccess());
  }
}
