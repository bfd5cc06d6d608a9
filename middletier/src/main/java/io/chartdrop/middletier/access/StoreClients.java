package io.chartdrop.middletier.access;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.DynamoDbDaySummary;
import io.chartdrop.records.file.DynamoDbFileLedger;
import io.chartdrop.records.patient.DynamoDbRecordStore;
import io.chartdrop.telemetry.StoreThrottles;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes clients for given credentials. All share one pool of connections, one of threads and one
 * clock, so that a thousand tenants cost no more of them than one; a client has nothing of its own
 * that must be closed. Region and endpoints come from the AWS SDK's own variables, here and on AWS.
 */
final class StoreClients implements AutoCloseable {
  private static final int CONNECTIONS = 256;
  private static final int QUERY_THREADS = 64;
  private static final int TIMEOUT_THREADS = 2;
  private static final Duration DYNAMODB_CALL = Duration.ofSeconds(8);
  private static final Duration DYNAMODB_ATTEMPT = Duration.ofSeconds(3);

  private final SdkHttpClient http =
      ApacheHttpClient.builder()
          .maxConnections(CONNECTIONS)
          .connectionTimeout(Duration.ofSeconds(3))
          .connectionAcquisitionTimeout(Duration.ofSeconds(5))
          .socketTimeout(Duration.ofSeconds(30))
          .build();
  private final ExecutorService queries = DynamoDbRecordStore.queryPool(QUERY_THREADS);
  private final ScheduledExecutorService timeouts = timeouts();
  private final TableNames tables;
  private final StoreThrottles throttles;

  StoreClients(TableNames tables, StoreThrottles throttles) {
    this.tables = tables;
    this.throttles = throttles;
  }

  /** Else each client would have five threads of its own, for ever. */
  private static ScheduledExecutorService timeouts() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            TIMEOUT_THREADS,
            task -> {
              Thread thread = new Thread(task, "store-timeouts");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true); // nearly every call ends before its timeout
    return clock;
  }

  DynamoDbClient dynamoDb(AwsCredentialsProvider credentials) {
    return DynamoDbClient.builder()
        .httpClient(http)
        .credentialsProvider(credentials)
        .overrideConfiguration(
            o -> {
              o.apiCallTimeout(DYNAMODB_CALL).apiCallAttemptTimeout(DYNAMODB_ATTEMPT);
              o.scheduledExecutorService(timeouts);
              throttles.watch(o);
            })
        .build();
  }

  TenantStores stores(AwsCredentialsProvider credentials) {
    DynamoDbClient dynamoDb = dynamoDb(credentials);
    DynamoDbFileLedger ledger = new DynamoDbFileLedger(dynamoDb, tables);
    return new TenantStores(
        new DynamoDbRecordStore(dynamoDb, tables, queries),
        ledger,
        ledger,
        new DynamoDbDaySummary(dynamoDb, tables),
        S3Client.builder()
            .httpClient(http)
            .credentialsProvider(credentials)
            .overrideConfiguration(
                o -> {
                  o.scheduledExecutorService(timeouts);
                  throttles.watch(o);
                })
            .build());
  }

  SdkHttpClient http() {
    return http;
  }

  @Override
  public void close() {
    queries.shutdown();
    timeouts.shutdownNow();
    http.close();
  }
}
