package io.chartdrop.journeys;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What CloudWatch would have learnt from the logs of a directory, as it makes metrics of them. */
final class Told {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ENVIRONMENT = "environment";

  private final Path logs;
  private final String environment;

  Told(Path logs, String environment) {
    this.logs = logs;
    this.environment = environment;
  }

  /**
   * All values of a metric under just these dimensions, beside the environment.
   *
   * @param key the metric's key in terraform/metrics.json, by which an alarm names it too
   */
  List<Double> values(String key, Map<String, String> dimensions) {
    try {
      String name =
          JSON.readTree(Repository.root().resolve("terraform/metrics.json").toFile())
              .path(key)
              .path("name")
              .asText();
      List<Double> values = new ArrayList<>();
      for (JsonNode line : lines()) {
        if (line.has(name)
            && line.path(ENVIRONMENT).asText().equals(environment)
            && hasSet(line, dimensions.keySet())
            && dimensions.entrySet().stream()
                .allMatch(d -> line.path(d.getKey()).asText().equals(d.getValue()))) {
          JsonNode value = line.get(name);
          (value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value))
              .forEach(v -> values.add(v.asDouble()));
        }
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double sum(String key, Map<String, String> dimensions) {
    return values(key, dimensions).stream().mapToDouble(v -> v).sum();
  }

  double max(String key) {
    return values(key, Map.of()).stream().mapToDouble(v -> v).max().orElse(-1);
  }

  private static boolean hasSet(JsonNode line, Set<String> dimensions) {
    Set<String> wanted = new HashSet<>(dimensions);
    wanted.add(ENVIRONMENT);
    return StreamSupport.stream(
            line.path("_aws").path("CloudWatchMetrics").path(0).path("Dimensions").spliterator(),
            false)
        .map(set -> StreamSupport.stream(set.spliterator(), false).map(JsonNode::asText))
        .anyMatch(set -> set.collect(toSet()).equals(wanted));
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(logs)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        for (String line : Files.readAllLines(file)) {
          if (line.startsWith("{\"_aws\"") && line.endsWith("}")) {
            lines.add(JSON.readTree(line));
          }
        }
      }
    }
    return lines;
  }
}
