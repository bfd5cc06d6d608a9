package io.chartdrop.routes.intake;

import io.chartdrop.local.process.LocalCloud;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** S3 and DynamoDB for the tests of this JVM, found by the service as it finds them on AWS. */
interface EmbeddedCloud {
  LocalCloud CLOUD =
      LocalCloud.plan()
          .prefix("routes-it-%d-".formatted(ProcessHandle.current().pid())) // two share one moto
          .start();

  @DynamicPropertySource
  static void find(DynamicPropertyRegistry properties) {
    Map<String, String> environment = CLOUD.environment();
    environment.forEach((name, value) -> properties.add(name, () -> value));
    // What the SDK reads from the environment of a process, it reads from here in a test.
    System.setProperty("aws.endpointUrlS3", environment.get("AWS_ENDPOINT_URL_S3"));
    System.setProperty("aws.endpointUrlDynamoDb", environment.get("AWS_ENDPOINT_URL_DYNAMODB"));
    System.setProperty("aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"));
    System.setProperty("aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"));
    System.setProperty("aws.region", environment.get("AWS_REGION"));
  }
}
