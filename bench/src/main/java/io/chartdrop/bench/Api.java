package io.chartdrop.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.local.process.LocalProcess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/**
 * The real middle tier with its issuer, asked by a clinic's program. The HTTP client is the one
 * that the SDK has, so that the bare loop beside it is no better off.
 */
final class Api implements AutoCloseable {
  /** The clinic whose program signs in. */
  static final String CLINIC = "riverside";

  private static final String WHO = "riverside-app:riverside-demo";
  private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

  private final LocalProcess issuer;
  private final LocalProcess service;
  private final URI base;
  private final SdkHttpClient http = ApacheHttpClient.builder().maxConnections(64).build();
  private final String authorization;

  private Api(LocalProcess issuer, LocalProcess service, int port) {
    this.issuer = issuer;
    this.service = service;
    this.base = URI.create("http://127.0.0.1:" + port);
    this.authorization = "Bearer " + token();
  }

  static Api start(Cloud cloud, URI dynamoDb) throws IOException {
    int port = Cloud.freePort();
    LocalProcess issuer = cloud.issuer();
    LocalProcess service = Cloud.start(cloud.middletier(dynamoDb, issuer.address(), port), "512m");
    return new Api(issuer, service, port);
  }

  /** Of the service's process. */
  long pid() {
    return service.pid();
  }

  private String token() {
    byte[] form = "grant_type=client_credentials".getBytes(UTF_8);
    String answer =
        ask(
            SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(issuer.address().resolve("/oauth2/token"))
                .putHeader("Authorization", "Basic " + basic())
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .putHeader("Content-Length", Integer.toString(form.length))
                .contentStreamProvider(() -> new ByteArrayInputStream(form))
                .build());
    Matcher token = TOKEN.matcher(answer);
    if (!token.find()) {
      throw new IllegalStateException("The issuer gave no token");
    }
    return token.group(1);
  }

  private static String basic() {
    return Base64.getEncoder().encodeToString(WHO.getBytes(UTF_8));
  }

  /** The JSON of the records that match. */
  String records(String parameter, String value) {
    return ask(
        SdkHttpFullRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(base.resolve("/api/v1/records?" + parameter + "=" + value))
            .putHeader("Authorization", authorization)
            .build());
  }

  private String ask(SdkHttpFullRequest request) {
    try {
      HttpExecuteRequest.Builder execute = HttpExecuteRequest.builder().request(request);
      request.contentStreamProvider().ifPresent(execute::contentStreamProvider);
      HttpExecuteResponse response = http.prepareRequest(execute.build()).call();
      try (InputStream body =
          response.responseBody().orElseGet(AbortableInputStream::createEmpty)) {
        String answer = new String(body.readAllBytes(), UTF_8);
        if (response.httpResponse().statusCode() != 200) {
          throw new IllegalStateException(response.httpResponse().statusCode() + " " + answer);
        }
        return answer;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    service.close();
    issuer.close();
  }
}
