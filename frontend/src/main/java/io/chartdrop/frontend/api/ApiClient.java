package io.chartdrop.frontend.api;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.chartdrop.frontend.WebProperties;
import io.chartdrop.telemetry.FaultText;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The middle tier, asked in the name of the person at the page. Every method throws {@link
 * ApiException} where it does not answer as it should.
 */
@Component
public class ApiClient {
  private static final Logger log = LoggerFactory.getLogger(ApiClient.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final String BASE = "/api/v1";
  private static final String FILE_ID = "[0-9]{8}T[0-9]{6}-[0-9a-f]{12}";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  // version 1.1: every upload has a connection of its own, and no upgrade is asked for
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final ScheduledExecutorService clock = DeadlineInputStream.clock();
  private final WebProperties properties;
  private final AccessToken token;
  private final MeterRegistry meters;

  public ApiClient(WebProperties properties, AccessToken token, MeterRegistry meters) {
    this.properties = properties;
    this.token = token;
    this.meters = meters;
  }

  public RecordPage records(RecordQuery query) {
    return get("find-records", "/records", query.parameters(), RecordPage.class);
  }

  /**
   * @param status only such; empty for all
   */
  public FilePage files(Optional<FileStatus> status, int limit, Optional<String> next) {
    Map<String, String> parameters = page(limit, next);
    status.ifPresent(wanted -> parameters.put("status", wanted.name()));
    return get("list-files", "/files", parameters, FilePage.class);
  }

  public FileEntry file(String fileId) {
    return get("read-file", "/files/" + checked(fileId), Map.of(), FileEntry.class);
  }

  public RejectPage rejects(String fileId, int limit, Optional<String> next) {
    String path = "/files/" + checked(fileId) + "/rejects";
    return get("list-rejects", path, page(limit, next), RejectPage.class);
  }

  /** The rejected rows as CSV; whoever asks closes it. */
  public RejectsCsv rejectsCsv(String fileId) {
    HttpRequest request =
        request("/files/" + checked(fileId) + "/rejects.csv", Map.of()).GET().build();
    HttpResponse<InputStream> response =
        send("download-rejects", request, stream(), properties.apiTimeout());
    return new RejectsCsv(response.body(), response.headers().firstValueAsLong("Content-Length"));
  }

  /**
   * Sends a file as it comes in.
   *
   * @param contentType {@code text/csv} or {@code application/gzip}
   */
  public FileEntry upload(String name, String contentType, InputStream body) {
    BodyPublisher publisher = BodyPublishers.ofInputStream(() -> body);
    HttpRequest request =
        request("/files", Map.of("name", name))
            .header("Content-Type", contentType)
            .POST(publisher)
            .build();
    return read(send("upload-file", request, text(), properties.uploadTimeout()));
  }

  /**
   * Reads the kept original again, as the file that comes back. It is copied first, which takes
   * long for a large one; whoever gave up before would ask again, and have it read twice.
   */
  public FileEntry retry(String fileId) {
    HttpRequest request =
        request("/files/" + checked(fileId) + "/retry", Map.of())
            .POST(BodyPublishers.noBody())
            .build();
    return read(send("retry-file", request, text(), properties.uploadTimeout()));
  }

  public Summary summary(int days) {
    return get("read-summary", "/summary", Map.of("days", Integer.toString(days)), Summary.class);
  }

  @PreDestroy
  void close() {
    clock.shutdownNow();
  }

  private static Map<String, String> page(int limit, Optional<String> next) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("limit", Integer.toString(limit));
    next.ifPresent(token -> parameters.put("next", token));
    return parameters;
  }

  /**
   * An id comes from the page's address, so it may be anything; in ours it would change the path.
   */
  private static String checked(String fileId) {
    if (!fileId.matches(FILE_ID)) {
      throw new ApiException(Trouble.NOT_FOUND);
    }
    return fileId;
  }

  private <T> T get(String operation, String path, Map<String, String> parameters, Class<T> type) {
    HttpRequest request = request(path, parameters).GET().build();
    return read(send(operation, request, text(), properties.apiTimeout()), type);
  }

  private HttpRequest.Builder request(String path, Map<String, String> parameters) {
    String query =
        parameters.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
            .collect(Collectors.joining("&"));
    String address = properties.api() + BASE + path + (query.isEmpty() ? "" : "?" + query);
    return HttpRequest.newBuilder(URI.create(address))
        .header("Accept", "application/json, application/problem+json, text/csv")
        .header("Authorization", "Bearer " + token.value());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static BodyHandler<String> text() {
    return BodyHandlers.ofString(StandardCharsets.UTF_8);
  }

  private BodyHandler<InputStream> stream() {
    return answer ->
        BodySubscribers.mapping(
            BodySubscribers.ofInputStream(),
            body -> new DeadlineInputStream(body, properties.apiTimeout(), clock));
  }

  private static FileEntry read(HttpResponse<String> response) {
    return read(response, FileEntry.class);
  }

  private static <T> T read(HttpResponse<String> response, Class<T> type) {
    try {
      return JSON.readValue(response.body(), type);
    } catch (IOException e) {
      log.error("The API's answer is not of the type {}", type.getSimpleName());
      throw new ApiException(Trouble.FAULT);
    }
  }

  private <T> HttpResponse<T> send(
      String operation, HttpRequest request, BodyHandler<T> handler, Duration timeout) {
    long start = System.nanoTime();
    String outcome = "fault";
    try {
      HttpResponse<T> response = await(request, handler, timeout);
      outcome = Integer.toString(response.statusCode());
      if (response.statusCode() / 100 != 2) {
        throw refusal(response);
      }
      return response;
    } catch (ApiException e) {
      outcome = e.trouble() == Trouble.SLOW ? "slow" : outcome;
      throw e;
    } catch (IOException e) {
      outcome = "unreachable";
      log.warn("{}: {}", operation, e.getClass().getName());
      throw new ApiException(Trouble.UNREACHABLE);
    } finally {
      Timer.builder("chartdrop.web.api")
          .description("Calls of the API by operation and outcome")
          .tag("operation", operation)
          .tag("outcome", outcome)
          .register(meters)
          .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }

  /** The client's own timeout ends with the headers; this one also covers a body that trickles. */
  private <T> HttpResponse<T> await(HttpRequest request, BodyHandler<T> handler, Duration timeout)
      throws IOException {
    CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, handler);
    try {
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ApiException(Trouble.SLOW);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ApiException(Trouble.UNREACHABLE);
    } catch (ExecutionException e) {
      // an upload's own bytes fail within another exception
      Throwable cause = e.getCause();
      if (cause instanceof UncheckedIOException unchecked) {
        cause = unchecked.getCause();
      }
      if (cause instanceof IOException io) {
        throw io;
      }
      log.error("{}", FaultText.of(e));
      throw new ApiException(Trouble.FAULT);
    }
  }

  private static ApiException refusal(HttpResponse<?> response) {
    JsonNode problem = problem(response.body());
    String type = problem.path("type").asText().replace("urn:chartdrop:problem:", "");
    Optional<String> detail =
        Optional.of(problem.path("detail").asText()).filter(text -> !text.isBlank());
    return new ApiException(trouble(response.statusCode(), type), detail, retryAfter(response));
  }

  private static Trouble trouble(int status, String type) {
    return switch (status) {
      case 400 -> type.equals("short-body") ? Trouble.BROKEN_OFF : Trouble.BAD_REQUEST;
      case 401 -> Trouble.SIGN_IN_AGAIN;
      case 403 ->
          switch (type) {
            case "no-tenant" -> Trouble.NO_CLINIC;
            case "tenant-disabled" -> Trouble.CLINIC_DISABLED;
            default -> Trouble.NOT_ALLOWED;
          };
      case 404 -> Trouble.NOT_FOUND;
      case 409 -> type.equals("not-retryable") ? Trouble.NOT_RETRYABLE : Trouble.NOT_FINISHED;
      case 413 -> Trouble.TOO_LARGE;
      case 415 -> Trouble.WRONG_TYPE;
      case 429 -> Trouble.TOO_MANY;
      case 502, 503, 504 -> Trouble.UNAVAILABLE;
      default -> Trouble.FAULT;
    };
  }

  private static JsonNode problem(Object body) {
    try (InputStream stream =
        body instanceof InputStream open ? open : InputStream.nullInputStream()) {
      return JSON.readTree(
          body instanceof String text
              ? text
              : new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      // a proxy in between answers with a page of its own
      return JSON.missingNode();
    }
  }

  private static Optional<Duration> retryAfter(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(seconds -> seconds.matches("[0-9]{1,5}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
  }
}
