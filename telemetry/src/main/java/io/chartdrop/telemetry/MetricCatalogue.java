package io.chartdrop.telemetry;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Meter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which meters CloudWatch is told of: {@code terraform/metrics.json}, which the alarms read too. A
 * metric there costs by the combination of its dimensions, so each has few, and no clinic is one.
 */
final class MetricCatalogue {
  private final Map<String, Metric> byName;

  /**
   * A metric of CloudWatch.
   *
   * @param unit as CloudWatch calls it
   * @param dimensions the sets of tags by which it is kept, beside the environment
   */
  record Metric(String name, String unit, List<List<String>> dimensions) {}

  private MetricCatalogue(Map<String, Metric> metrics) {
    byName = metrics.values().stream().collect(toMap(Metric::name, metric -> metric));
  }

  static MetricCatalogue read() {
    try (InputStream json = MetricCatalogue.class.getResourceAsStream("metrics.json")) {
      return new MetricCatalogue(
          new ObjectMapper()
              .readValue(
                  Objects.requireNonNull(json), new TypeReference<Map<String, Metric>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A meter's name and its unit, where that is a measure, are the metric's name. */
  Optional<Metric> of(Meter.Id meter) {
    return Optional.ofNullable(byName.get(meter.getName()))
        .or(() -> Optional.ofNullable(byName.get(meter.getName() + ".seconds")));
  }
}
