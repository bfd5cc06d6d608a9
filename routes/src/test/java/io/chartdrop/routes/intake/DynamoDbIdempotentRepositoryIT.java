package io.chartdrop.routes.intake;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.DynamoDbContentClaims;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDbIdempotentRepositoryIT extends IdempotentRepositoryContract {
  private static final Map<String, String> CLOUD = EmbeddedCloud.CLOUD.environment();
  private static final DynamoDbClient CLIENT = client(CLOUD);

  static DynamoDbClient client(Map<String, String> cloud) {
    return DynamoDbClient.builder()
        .endpointOverride(URI.create(cloud.get("AWS_ENDPOINT_URL_DYNAMODB")))
        .region(Region.of(cloud.get("AWS_REGION")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    cloud.get("AWS_ACCESS_KEY_ID"), cloud.get("AWS_SECRET_ACCESS_KEY"))))
        .build();
  }

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Override
  protected ContentClaims contents() {
    return new DynamoDbContentClaims(CLIENT, TableNames.of(CLOUD), Clock.systemUTC());
  }
}
