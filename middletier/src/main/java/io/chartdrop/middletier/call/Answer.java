package io.chartdrop.middletier.call;

import io.chartdrop.middletier.contract.Problem;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What goes back.
 *
 * @param length in bytes of a body that is a stream: whoever gets fewer knows that it broke off
 * @param body an {@link InputStream} that is sent as it is, or what JSON is made of
 */
public record Answer(
    int status, String contentType, Map<String, String> headers, OptionalLong length, Object body) {
  private static final String JSON = "application/json";

  public Answer {
    headers = Map.copyOf(headers);
  }

  public static Answer ok(Object json) {
    return new Answer(200, JSON, Map.of(), OptionalLong.empty(), json);
  }

  /** It will be done; {@code location} says where the outcome appears. */
  public static Answer accepted(String location, Object json) {
    return new Answer(202, JSON, Map.of("Location", location), OptionalLong.empty(), json);
  }

  /** A file to be saved under a name that is ours. */
  public static Answer download(String contentType, String name, long length, InputStream content) {
    return new Answer(
        200,
        contentType,
        Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""),
        OptionalLong.of(length),
        content);
  }

  public static Answer of(Problem problem) {
    Map<String, String> headers = new HashMap<>();
    problem
        .retryAfterSeconds()
        .ifPresent(seconds -> headers.put("Retry-After", Long.toString(seconds)));
    return new Answer(
        problem.status(), Problem.MEDIA_TYPE, headers, OptionalLong.empty(), problem.json());
  }
}
