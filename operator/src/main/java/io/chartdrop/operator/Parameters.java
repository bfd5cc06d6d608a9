package io.chartdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * The names of an environment on AWS, as Terraform hands them over to the services: parameters
 * {@code /chartdrop/{environment}/{VARIABLE}}. They are asked for with the operator's own
 * credentials, and one by one, for a whole folder would hand out secrets too. For this one call the
 * SDK's signer suffices; its client for the parameter store would be a fifth of the program.
 */
final class Parameters {
  private static final List<String> VARIABLES =
      List.of(
          "CHARTDROP_TABLE_RECORDS",
          "CHARTDROP_TABLE_FILES",
          "CHARTDROP_TABLE_IDEMPOTENCY",
          "CHARTDROP_TABLE_SUMMARY",
          "CHARTDROP_TABLE_TENANTS",
          "CHARTDROP_INBOX",
          "CHARTDROP_ARCHIVE",
          "CHARTDROP_ERRORS");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Parameters() {}

  /**
   * What the shell holds, and above it what the parameters say; never what a {@code ./run} beside
   * us wrote.
   */
  static Addresses of(String environment, Map<String, String> process) {
    try {
      String region =
          process.containsKey("AWS_REGION")
              ? process.get("AWS_REGION")
              : DefaultAwsRegionProviderChain.builder().build().getRegion().id();
      String endpoint =
          process.getOrDefault("AWS_ENDPOINT_URL_SSM", "https://ssm." + region + ".amazonaws.com");
      try (DefaultCredentialsProvider own = DefaultCredentialsProvider.builder().build()) {
        return of(environment, process, URI.create(endpoint), region, own.resolveCredentials());
      }
    } catch (SdkException e) {
      throw unread(environment, String.valueOf(e.getMessage()));
    }
  }

  static Addresses of(
      String environment,
      Map<String, String> process,
      URI endpoint,
      String region,
      AwsCredentials credentials) {
    String folder = "/chartdrop/" + environment + "/";
    JsonNode answer =
        ask(
            environment,
            JSON.createObjectNode()
                .set("Names", JSON.valueToTree(VARIABLES.stream().map(folder::concat).toList())),
            endpoint,
            region,
            credentials);
    if (!answer.path("InvalidParameters").isEmpty()) {
      throw OpsException.usage(
          "There is no parameter %s: is %s an environment, and the region right?"
              .formatted(
                  Text.oneLine(answer.path("InvalidParameters").path(0).asText()),
                  Text.oneLine(environment)));
    }
    Map<String, String> merged = new HashMap<>(process);
    for (JsonNode parameter : answer.path("Parameters")) {
      merged.put(
          parameter.path("Name").asText().substring(folder.length()),
          parameter.path("Value").asText());
    }
    return Addresses.elsewhere(merged);
  }

  private static JsonNode ask(
      String environment,
      JsonNode question,
      URI endpoint,
      String region,
      AwsCredentials credentials) {
    ContentStreamProvider body = ContentStreamProvider.fromUtf8String(question.toString());
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(
                            SdkHttpRequest.builder()
                                .uri(endpoint)
                                .method(SdkHttpMethod.POST)
                                .putHeader("Content-Type", "application/x-amz-json-1.1")
                                .putHeader("X-Amz-Target", "AmazonSSM.GetParameters")
                                .build())
                        .payload(body)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "ssm")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    try (SdkHttpClient http = UrlConnectionHttpClient.create()) {
      HttpExecuteResponse response =
          http.prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(signed.payload().orElse(body))
                      .build())
              .call();
      JsonNode answer = JSON.nullNode();
      if (response.responseBody().isPresent()) {
        try (InputStream content = response.responseBody().get()) {
          answer = JSON.readTree(new String(content.readAllBytes(), UTF_8));
        }
      }
      if (!response.httpResponse().isSuccessful()) {
        throw unread(
            environment, answer.path("message").asText(answer.path("Message").asText("refused")));
      }
      return answer;
    } catch (IOException e) {
      throw unread(environment, endpoint + " does not answer");
    }
  }

  private static OpsException unread(String environment, String why) {
    return OpsException.unreachable(
        "The parameters of %s cannot be read: %s"
            .formatted(Text.oneLine(environment), Text.oneLine(why)));
  }
}
