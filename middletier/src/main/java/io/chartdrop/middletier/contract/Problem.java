package io.chartdrop.middletier.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why a request was refused, as RFC 9457 has it.
 *
 * @param detail what is wrong and how to mend it; never a value of the request, for it may be a
 *     patient's
 * @param parameter the parameter at fault
 * @param retryAfterSeconds when the same request may do better
 */
public record Problem(
    ProblemType type, String detail, Optional<String> parameter, Optional<Long> retryAfterSeconds) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, Optional.empty(), Optional.empty());
  }

  public static Problem ofParameter(String parameter, String detail) {
    return new Problem(ProblemType.BAD_PARAMETER, detail, Optional.of(parameter), Optional.empty());
  }

  public Problem retryAfter(long seconds) {
    return new Problem(type, detail, parameter, Optional.of(seconds));
  }

  public int status() {
    return type.status();
  }

  /** The members of the JSON object, in their order. */
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", type.uri());
    json.put("title", type.title());
    json.put("status", type.status());
    json.put("detail", detail);
    parameter.ifPresent(name -> json.put("parameter", name));
    return json;
  }
}
