package io.chartdrop.local.dynamodb;

import io.chartdrop.local.server.Options;
import io.chartdrop.local.server.ServerCommand;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** {@link LocalDynamoDb} as a process; with {@code --tables PREFIX} it holds the tables at once. */
final class LocalDynamoDbCommand extends ServerCommand {
  private static final int PORT = 8085;
  private static final String TABLES = "tables";
  private static final String DEFAULT_PREFIX = "chartdrop-local-";

  private LocalDynamoDbCommand() {
    super("chartdrop-dynamodb", TABLES);
  }

  public static void main(String[] args) {
    new LocalDynamoDbCommand().run(args);
  }

  @Override
  protected Running start(Options options) {
    LocalDynamoDb dynamoDb = LocalDynamoDb.start(options.port(PORT), options.data());
    options.value(TABLES).ifPresent(prefix -> createTables(dynamoDb.endpoint(), prefix));
    return new Running(dynamoDb.endpoint(), dynamoDb);
  }

  @Override
  protected void setUp(URI endpoint, Options options) {
    createTables(endpoint, options.value(TABLES).orElse(DEFAULT_PREFIX));
  }

  private static void createTables(URI endpoint, String prefix) {
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .endpointOverride(endpoint)
            .region(Region.of(environment("AWS_REGION", "us-east-1")))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        environment("AWS_ACCESS_KEY_ID", "local"),
                        environment("AWS_SECRET_ACCESS_KEY", "local"))))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build()) {
      Tables.create(client, Tables.named(prefix));
    }
  }

  private static String environment(String name, String otherwise) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> !value.isBlank())
        .orElse(otherwise);
  }
}
