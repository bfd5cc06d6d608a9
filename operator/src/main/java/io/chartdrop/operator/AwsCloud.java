package io.chartdrop.operator;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.DynamoDbFileErasure;
import io.chartdrop.records.file.DynamoDbFileLedger;
import io.chartdrop.records.file.FileAnnouncements;
import io.chartdrop.records.file.FileErasure;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.patient.DynamoDbRecordErasure;
import io.chartdrop.records.patient.DynamoDbRecordStore;
import io.chartdrop.records.patient.RecordErasure;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.DynamoDbTenantRegistry;
import io.chartdrop.records.tenant.TenantRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The tables and buckets that the addresses name, on AWS or beside us. */
final class AwsCloud implements Cloud {
  private final Addresses addresses;
  private @Nullable DynamoDbClient dynamoDb;
  private @Nullable S3Client s3;

  AwsCloud(Addresses addresses) {
    this.addresses = addresses;
  }

  @Override
  public FileLedger ledger() {
    TableNames tables = tables(); // first: unset, it is the plainest thing to say
    return new DynamoDbFileLedger(dynamoDb(), tables);
  }

  @Override
  public RecordStore records() {
    TableNames tables = tables();
    return new DynamoDbRecordStore(dynamoDb(), tables);
  }

  @Override
  public TenantRegistry tenants() {
    TableNames tables = tables();
    return new DynamoDbTenantRegistry(dynamoDb(), tables);
  }

  @Override
  public FileAnnouncements announcements() {
    TableNames tables = tables();
    return new DynamoDbFileLedger(dynamoDb(), tables);
  }

  @Override
  public RecordErasure recordErasure() {
    TableNames tables = tables();
    return new DynamoDbRecordErasure(dynamoDb(), tables);
  }

  @Override
  public FileErasure fileErasure() {
    TableNames tables = tables();
    return new DynamoDbFileErasure(dynamoDb(), tables, Clock.systemUTC());
  }

  @Override
  public Objects objects() {
    return new S3Objects(s3(), addresses);
  }

  private TableNames tables() {
    try {
      return TableNames.of(addresses.variables());
    } catch (IllegalArgumentException e) {
      throw OpsException.unreachable(
          "Chartdrop is not running here: start ./run. (Elsewhere, set the variables: "
              + e.getMessage()
              + ".)");
    }
  }

  private synchronized DynamoDbClient dynamoDb() {
    if (dynamoDb == null) {
      dynamoDb = configured(DynamoDbClient.builder(), addresses.dynamoDb()).build();
    }
    return dynamoDb;
  }

  private synchronized S3Client s3() {
    if (s3 == null) {
      s3 =
          configured(S3Client.builder(), addresses.s3())
              // a bucket has no host name of its own on loopback
              .forcePathStyle(addresses.s3().isPresent())
              .build();
    }
    return s3;
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, Optional<URI> endpoint) {
    builder.httpClientBuilder(UrlConnectionHttpClient.builder());
    builder.credentialsProvider(credentials());
    endpoint.ifPresent(builder::endpointOverride);
    addresses.get("AWS_REGION").map(Region::of).ifPresent(builder::region);
    return builder;
  }

  private AwsCredentialsProvider credentials() {
    String id = addresses.get("AWS_ACCESS_KEY_ID").orElse("");
    String secret = addresses.get("AWS_SECRET_ACCESS_KEY").orElse("");
    if (id.isEmpty() || secret.isEmpty()) {
      return DefaultCredentialsProvider.builder().build();
    }
    return StaticCredentialsProvider.create(
        addresses
            .get("AWS_SESSION_TOKEN")
            .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
            .orElseGet(() -> AwsBasicCredentials.create(id, secret)));
  }

  @Override
  public synchronized void close() {
    if (dynamoDb != null) {
      dynamoDb.close();
    }
    if (s3 != null) {
      s3.close();
    }
  }
}
