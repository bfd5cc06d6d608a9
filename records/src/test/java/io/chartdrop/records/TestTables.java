package io.chartdrop.records;

import io.chartdrop.local.dynamodb.LocalDynamoDb;
import io.chartdrop.local.dynamodb.Tables;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One DynamoDB for all tests of this JVM, and empty tables for each that asks. */
public final class TestTables {
  private static final LocalDynamoDb SERVER = LocalDynamoDb.start(0, Optional.empty());
  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Of every test: nobody closes it. */
  public static final DynamoDbClient CLIENT =
      DynamoDbClient.builder()
          .endpointOverride(SERVER.endpoint())
          .region(Region.US_EAST_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
          .httpClient(UrlConnectionHttpClient.create())
          .build();

  private TestTables() {}

  /** Creates all five tables under names that no other test has. */
  public static TableNames create() {
    Map<String, String> names = Tables.named("test" + NUMBER.incrementAndGet() + "-");
    Tables.create(CLIENT, names);
    return new TableNames(
        names.get("records"),
        names.get("files"),
        names.get("idempotency"),
        names.get("summary"),
        names.get("tenants"));
  }
}
