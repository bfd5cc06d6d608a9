package io.chartdrop.middletier.call;

import io.chartdrop.middletier.contract.Problem;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * What goes back.
 *
 * @param body an {@link InputStream} that is sent as it is, or what JSON is made of
 */
public record Answer(int status, String contentType, Map<String, String> headers, Object body) {
  private static final String JSON = "application/json";

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer ok(Object json) {
    return new Answer(200, JSON, Map.of(), json);
  }

  /** It will be done; {@code location} says where the outcome appears. */
  public static Answer accepted(String location, Object json) {
    return new Answer(202, JSON, Map.of("Location", location), json);
  }

  /** A file to be saved under a name that is ours. */
  public static Answer download(String contentType, String name, InputStream content) {
    return new Answer(
        200,
        contentType,
        Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""),
        content);
  }

  public static Answer of(Problem problem) {
    Map<String, String> headers = new HashMap<>();
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> headers.put("Retry-After", Long.toString(seconds)));
    return new Answer(problem.status(), Problem.MEDIA_TYPE, headers, problem.json());
  }
}
