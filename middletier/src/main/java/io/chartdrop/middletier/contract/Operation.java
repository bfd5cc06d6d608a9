package io.chartdrop.middletier.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One operation of the document.
 *
 * @param id the operationId, also the id of its route
 * @param path below the base path, such as {@code /files/{file_id}}
 * @param scopes all of which a token must have
 * @param bodyTypes media types of its body; none for an operation without one
 */
public record Operation(
    String id,
    String method,
    String path,
    Set<String> scopes,
    List<Parameter> parameters,
    List<String> bodyTypes) {

  public Operation {
    scopes = Set.copyOf(scopes);
    parameters = List.copyOf(parameters);
    bodyTypes = List.copyOf(bodyTypes);
  }

  /** The path's parameters, still encoded, if the path is this operation's. */
  Optional<Map<String, String>> match(String requestPath) {
    List<String> template = Arrays.asList(path.split("/", -1));
    List<String> actual = Arrays.asList(requestPath.split("/", -1));
    if (template.size() != actual.size()) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < template.size(); i++) {
      String part = template.get(i);
      if (part.startsWith("{")) {
        values.put(part.substring(1, part.length() - 1), actual.get(i));
      } else if (!part.equals(actual.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /**
   * Checks what was asked against the document.
   *
   * @param path the path's parameters, still encoded
   * @param query the raw query string; empty for none
   * @return the decoded values, defaults included
   * @throws RefusedException naming the first parameter at fault, never its value
   */
  Map<String, String> check(Map<String, String> path, String query) {
    Map<String, String> given = new HashMap<>();
    path.forEach((name, value) -> given.put(name, QueryString.decode(name, value, false)));
    Map<String, String> asked = QueryString.parse(query);
    Set<String> unknown = new HashSet<>(asked.keySet());
    parameters.stream().filter(Parameter::inQuery).map(Parameter::name).forEach(unknown::remove);
    if (!unknown.isEmpty()) {
      throw new RefusedException(
          Problem.of(
              ProblemType.BAD_PARAMETER,
              "The query has a parameter that this operation does not know: use only "
                  + String.join(
                      ", ",
                      parameters.stream().filter(Parameter::inQuery).map(Parameter::name).toList())
                  + "."));
    }
    given.putAll(asked);
    Map<String, String> values = new HashMap<>();
    for (Parameter parameter : parameters) {
      parameter
          .check(Optional.ofNullable(given.get(parameter.name())))
          .ifPresent(value -> values.put(parameter.name(), value));
    }
    return Map.copyOf(values);
  }
}
