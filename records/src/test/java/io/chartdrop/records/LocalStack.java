package io.chartdrop.records;

import java.util.Optional;
import org.testcontainers.containers.localstack.LocalStackContainer;
import org.testcontainers.containers.localstack.LocalStackContainer.Service;
import org.testcontainers.utility.DockerImageName;

/** S3 and DynamoDB in a container, for a test that is {@link OnLocalStack}. */
public final class LocalStack {
  /** The last one that asks for no token. */
  static final DockerImageName IMAGE = DockerImageName.parse("localstack/localstack:4.14.0");

  private static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

  private LocalStack() {}

  /** To be a static field of the test, annotated as {@code Container}. */
  public static LocalStackContainer container() {
    LocalStackContainer container =
        new LocalStackContainer(IMAGE).withServices(Service.S3, Service.DYNAMODB);
    Optional.ofNullable(System.getenv(TOKEN)).ifPresent(token -> container.withEnv(TOKEN, token));
    return container;
  }
}
