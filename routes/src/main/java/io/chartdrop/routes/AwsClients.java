package io.chartdrop.routes;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.DynamoDbContentClaims;
import io.chartdrop.records.file.DynamoDbFileClaims;
import io.chartdrop.records.file.DynamoDbFileLedger;
import io.chartdrop.records.file.FileClaims;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.patient.DynamoDbRecordStore;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.DynamoDbTenantRegistry;
import io.chartdrop.records.tenant.TenantRegistry;
import io.chartdrop.telemetry.StoreThrottles;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The stores, as the environment names them. Region, credentials and endpoints come from the AWS
 * SDK's own variables, here and on AWS. Camel's components find the two clients by their types.
 */
@Configuration
class AwsClients {
  private static final int CONNECTIONS = 200;

  /** A call must end within the margin that an attempt keeps before its lease ends. */
  private static final Duration DYNAMODB_CALL = Duration.ofSeconds(12);

  private static final Duration DYNAMODB_ATTEMPT = Duration.ofSeconds(5);

  @Bean
  S3Client s3Client(StoreThrottles throttles) {
    return S3Client.builder()
        .httpClientBuilder(http())
        .overrideConfiguration(throttles::watch)
        .build();
  }

  @Bean
  DynamoDbClient dynamoDbClient(StoreThrottles throttles) {
    return DynamoDbClient.builder()
        .httpClientBuilder(http())
        .overrideConfiguration(
            o -> {
              o.apiCallTimeout(DYNAMODB_CALL).apiCallAttemptTimeout(DYNAMODB_ATTEMPT);
              throttles.watch(o);
            })
        .build();
  }

  private static ApacheHttpClient.Builder http() {
    return ApacheHttpClient.builder()
        .maxConnections(CONNECTIONS)
        .connectionTimeout(Duration.ofSeconds(5))
        .socketTimeout(Duration.ofSeconds(30));
  }

  @Bean
  TableNames tableNames(
      @Value("${CHARTDROP_TABLE_RECORDS}") String records,
      @Value("${CHARTDROP_TABLE_FILES}") String files,
      @Value("${CHARTDROP_TABLE_IDEMPOTENCY}") String idempotency,
      @Value("${CHARTDROP_TABLE_SUMMARY}") String summary,
      @Value("${CHARTDROP_TABLE_TENANTS}") String tenants) {
    return new TableNames(records, files, idempotency, summary, tenants);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  TenantRegistry tenantRegistry(DynamoDbClient client, TableNames tables) {
    return new DynamoDbTenantRegistry(client, tables);
  }

  @Bean
  RecordStore recordStore(DynamoDbClient client, TableNames tables) {
    return new DynamoDbRecordStore(client, tables);
  }

  @Bean
  FileLedger fileLedger(DynamoDbClient client, TableNames tables) {
    return new DynamoDbFileLedger(client, tables);
  }

  @Bean
  FileClaims fileClaims(DynamoDbClient client, TableNames tables, Clock clock) {
    return new DynamoDbFileClaims(client, tables, clock);
  }

  @Bean
  ContentClaims contentClaims(DynamoDbClient client, TableNames tables, Clock clock) {
    return new DynamoDbContentClaims(client, tables, clock);
  }
}
