package io.chartdrop.operator;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;

/**
 * The names of an environment on AWS, as Terraform hands them over to the services: parameters
 * {@code /chartdrop/{environment}/{VARIABLE}}. They are asked for with the operator's own
 * credentials, and one by one, for a whole folder would hand out secrets too.
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

  private Parameters() {}

  /**
   * What the shell holds, and above it what the parameters say; never what a {@code ./run} beside
   * us wrote.
   */
  static Addresses of(String environment, Map<String, String> process) {
    String folder = "/chartdrop/" + environment + "/";
    Map<String, String> merged = new HashMap<>(process);
    try (SsmClient ssm = client(process)) {
      GetParametersResponse found =
          ssm.getParameters(get -> get.names(VARIABLES.stream().map(folder::concat).toList()));
      if (!found.invalidParameters().isEmpty()) {
        throw OpsException.usage(
            "There is no parameter %s: is %s an environment, and the region right?"
                .formatted(found.invalidParameters().get(0), Text.oneLine(environment)));
      }
      found
          .parameters()
          .forEach(
              parameter ->
                  merged.put(parameter.name().substring(folder.length()), parameter.value()));
    } catch (SdkException e) {
      throw OpsException.unreachable(
          "The parameters of %s cannot be read: %s"
              .formatted(Text.oneLine(environment), Text.oneLine(String.valueOf(e.getMessage()))));
    }
    return Addresses.merged(merged, Map.of());
  }

  private static SsmClient client(Map<String, String> process) {
    SsmClientBuilder builder =
        SsmClient.builder().httpClientBuilder(UrlConnectionHttpClient.builder());
    String endpoint = process.getOrDefault("AWS_ENDPOINT_URL_SSM", "");
    return endpoint.isBlank()
        ? builder.build()
        : builder.endpointOverride(URI.create(endpoint)).build();
  }
}
