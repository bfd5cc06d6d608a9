package io.chartdrop.middletier;

import io.chartdrop.local.process.LocalCloud;
import java.util.Map;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** S3, DynamoDB and an issuer for the tests of this JVM, found by the service as it finds them. */
public interface EmbeddedCloud {
  LocalCloud CLOUD = LocalCloud.plan().prefix("middletier-it-").start();
  TokenMint MINT = TokenMint.open();

  @DynamicPropertySource
  static void find(DynamicPropertyRegistry properties) {
    Map<String, String> environment = CLOUD.environment();
    environment.forEach((name, value) -> properties.add(name, () -> value));
    properties.add("CHARTDROP_ISSUER", MINT::issuer);
    properties.add("CHARTDROP_TENANT_ACCESS", () -> "own-credentials");
    // What the SDK reads from the environment of a process, it reads from here in a test.
    System.setProperty("aws.endpointUrlS3", environment.get("AWS_ENDPOINT_URL_S3"));
    System.setProperty("aws.endpointUrlDynamoDb", environment.get("AWS_ENDPOINT_URL_DYNAMODB"));
    System.setProperty("aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"));
    System.setProperty("aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"));
    System.setProperty("aws.region", environment.get("AWS_REGION"));
  }
}
