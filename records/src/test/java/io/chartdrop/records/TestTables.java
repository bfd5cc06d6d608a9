package io.chartdrop.records;

import io.chartdrop.local.dynamodb.LocalDynamoDb;
import io.chartdrop.local.dynamodb.Tables;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * One DynamoDB for all tests of this JVM, and empty tables for each that asks. Where {@code
 * AWS_ENDPOINT_URL_DYNAMODB} is set it is the one that answers there, such as moto.
 */
public final class TestTables {
  /** A server that lives longer than this JVM holds what others left. */
  private static final String PREFIX = "test-" + UUID.randomUUID().toString().substring(0, 8) + "-";

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** Of every test: nobody closes it. */
  public static final DynamoDbClient CLIENT =
      client(
          Optional.ofNullable(System.getenv("AWS_ENDPOINT_URL_DYNAMODB"))
              .map(URI::create)
              .orElseGet(() -> LocalDynamoDb.start(0, Optional.empty()).endpoint()));

  private TestTables() {}

  /** By credentials that every stand-in for DynamoDB takes. */
  public static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** Creates all five tables under names that no other test has. */
  public static TableNames create() {
    return create(CLIENT);
  }

  public static TableNames create(DynamoDbClient client) {
    Map<String, String> names = Tables.named(PREFIX + NUMBER.incrementAndGet() + "-");
    Tables.create(client, names);
    return new TableNames(
        names.get("records"),
        names.get("files"),
        names.get("idempotency"),
        names.get("summary"),
        names.get("tenants"));
  }
}
