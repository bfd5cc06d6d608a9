package io.chartdrop.frontend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;

/**
 * The middle tier's openapi.yaml, as far as a stub has to keep to it: which requests there are, and
 * what their answers look like.
 */
final class Contract {
  private static final Path FILE = Path.of("../middletier/src/main/resources/openapi.yaml");
  private static final String BASE = "/api/v1";

  private final JsonNode document;

  private Contract(JsonNode document) {
    this.document = document;
  }

  static Contract read() {
    try {
      Object yaml = new Yaml().load(Files.readString(FILE));
      return new Contract(new ObjectMapper().valueToTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The operation of a request, if the contract has one. */
  Optional<Operation> operation(String method, String path) {
    List<Operation> found = new ArrayList<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            entry -> {
              String pattern = BASE + entry.getKey().replaceAll("\\{[a-z_]+}", "[^/]+");
              JsonNode operation = entry.getValue().path(method.toLowerCase());
              if (path.matches(pattern) && !operation.isMissingNode()) {
                found.add(new Operation(operation.path("operationId").asText(), operation));
              }
            });
    return found.stream().findFirst();
  }

  record Operation(String id, JsonNode node) {}

  /** What the contract does not allow in a request. */
  List<String> faults(Operation operation, Map<String, String> query) {
    List<String> faults = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (JsonNode parameter : operation.node().path("parameters")) {
      JsonNode resolved = resolved(parameter);
      String name = resolved.path("name").asText();
      if (!resolved.path("in").asText().equals("query")) {
        continue;
      }
      known.add(name);
      JsonNode schema = resolved.path("schema");
      if (query.containsKey(name)) {
        String value = query.get(name);
        if (schema.has("pattern") && !value.matches(schema.path("pattern").asText())
            || value.length() < schema.path("minLength").asInt(0)
            || value.length() > schema.path("maxLength").asInt(Integer.MAX_VALUE)
            || schema.has("maximum") && Integer.parseInt(value) > schema.path("maximum").asInt()
            || schema.has("enum") && !schema.path("enum").toString().contains(value)) {
          faults.add(name + "=" + value);
        }
      } else if (resolved.path("required").asBoolean()) {
        faults.add(name + " is missing");
      }
    }
    query.keySet().stream().filter(name -> !known.contains(name)).forEach(faults::add);
    return faults;
  }

  /** A successful answer, made of the contract's own examples. */
  JsonNode example(Operation operation) {
    return example(schema(operation));
  }

  ObjectNode example(String schema) {
    return (ObjectNode)
        example(document.path("components").path("schemas").path(schema)).deepCopy();
  }

  /** What is not as the contract says in a successful answer. */
  List<String> faults(Operation operation, JsonNode answer) {
    List<String> faults = new ArrayList<>();
    check(operation.id(), schema(operation), answer, faults);
    return faults;
  }

  private JsonNode schema(Operation operation) {
    JsonNode responses = operation.node().path("responses");
    JsonNode success = responses.has("200") ? responses.path("200") : responses.path("202");
    return success.path("content").path("application/json").path("schema");
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }

  private JsonNode example(JsonNode unresolved) {
    JsonNode schema = resolved(unresolved);
    if (schema.has("example")) {
      return schema.path("example");
    }
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (schema.path("type").asText().equals("array")) {
      return new ArrayNode(json).add(example(schema.path("items")));
    }
    ObjectNode object = new ObjectNode(json);
    schema
        .path("required")
        .forEach(
            name ->
                object.set(name.asText(), example(schema.path("properties").path(name.asText()))));
    return object;
  }

  private void check(String where, JsonNode unresolved, JsonNode value, List<String> faults) {
    JsonNode schema = resolved(unresolved);
    switch (schema.path("type").asText()) {
      case "object" -> {
        schema
            .path("required")
            .forEach(
                name -> {
                  if (!value.has(name.asText())) {
                    faults.add(where + "." + name.asText() + " is missing");
                  }
                });
        value
            .fields()
            .forEachRemaining(
                field -> {
                  JsonNode property = schema.path("properties").path(field.getKey());
                  if (!property.isMissingNode()) {
                    check(where + "." + field.getKey(), property, field.getValue(), faults);
                  } else if (!schema.has("additionalProperties")) {
                    faults.add(where + "." + field.getKey() + " is unknown");
                  }
                });
      }
      case "array" ->
          value.forEach(item -> check(where + "[]", schema.path("items"), item, faults));
      case "integer" -> require(value.isIntegralNumber(), where, faults);
      case "boolean" -> require(value.isBoolean(), where, faults);
      default -> {
        require(value.isTextual(), where, faults);
        require(
            !schema.has("enum")
                || schema.path("enum").toString().contains('"' + value.asText() + '"'),
            where,
            faults);
      }
    }
  }

  private static void require(boolean holds, String where, List<String> faults) {
    if (!holds) {
      faults.add(where);
    }
  }
}
