package io.chartdrop.middletier.call;

import io.chartdrop.middletier.caller.Caller;
import io.chartdrop.middletier.contract.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A request that is as the contract says, by a caller who may make it.
 *
 * @param parameters decoded and checked, defaults included
 * @param contentLength as the client announced it; empty where it comes in chunks
 */
public record ApiRequest(
    Operation operation,
    Caller caller,
    Map<String, String> parameters,
    OptionalLong contentLength,
    Optional<String> contentType,
    Body body) {

  /** Opens the request's body, which can be read once. */
  @FunctionalInterface
  public interface Body {
    InputStream open() throws IOException;
  }

  public Optional<String> text(String parameter) {
    return Optional.ofNullable(parameters.get(parameter));
  }

  /**
   * @throws IllegalStateException if the contract lets a request leave it out
   */
  public String required(String parameter) {
    return text(parameter)
        .orElseThrow(() -> new IllegalStateException(parameter + " is not required"));
  }

  public int number(String parameter) {
    return Integer.parseInt(required(parameter));
  }
}
