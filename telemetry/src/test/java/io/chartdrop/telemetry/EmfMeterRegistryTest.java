package io.chartdrop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmfMeterRegistryTest {
  private final List<JsonNode> told = new ArrayList<>();
  private final EmfMeterRegistry registry =
      new EmfMeterRegistry(
          MetricCatalogue.read(),
          "dev",
          Duration.ofMinutes(1),
          line -> told.add(read(line)),
          new MockClock());

  @Test
  void counter_tellsWhatIsNew_withFewDimensionsAndAllTags() {
    registry
        .counter("chartdrop.files.closed", "tenant", "riverside", "status", "FAILED")
        .increment();

    registry.publish();
    registry.publish();

    assertThat(told).hasSize(1);
    JsonNode line = told.get(0);
    assertThat(line.path("chartdrop.files.closed").asDouble()).isEqualTo(1);
    assertThat(line.path("environment").asText()).isEqualTo("dev");
    assertThat(line.path("tenant").asText()).isEqualTo("riverside");
    JsonNode directive = line.path("_aws").path("CloudWatchMetrics").path(0);
    assertThat(directive.path("Namespace").asText()).isEqualTo("Chartdrop");
    assertThat(directive.path("Dimensions")).hasToString("[[\"environment\",\"status\"]]");
    assertThat(directive.path("Metrics"))
        .hasToString("[{\"Name\":\"chartdrop.files.closed\",\"Unit\":\"Count\"}]");
  }

  @Test
  void metersOfTheSameTags_shareALine() {
    Gauge.builder("chartdrop.inbox.oldest", () -> 7)
        .baseUnit("seconds")
        .tag("tenant", "a")
        .register(registry);
    Gauge.builder("chartdrop.tenant.poll.age", () -> 2)
        .baseUnit("seconds")
        .tag("tenant", "a")
        .register(registry);

    registry.publish();

    assertThat(told).hasSize(1);
    assertThat(told.get(0).path("chartdrop.inbox.oldest.seconds").asDouble()).isEqualTo(7);
    assertThat(told.get(0).path("chartdrop.tenant.poll.age.seconds").asDouble()).isEqualTo(2);
  }

  @Test
  void timer_tellsTheTimesThemselves_andOfMoreThanAHundredASample() {
    Timer latency = registry.timer("chartdrop.api.latency", "operation", "find-records");
    latency.record(Duration.ofMillis(250));
    latency.record(Duration.ofSeconds(2));
    registry.publish();
    assertThat(told.get(0).path("chartdrop.api.latency.seconds")).hasToString("[0.25,2.0]");
    assertThat(told.get(0).path("_aws").path("CloudWatchMetrics").path(0).path("Dimensions"))
        .hasToString("[[\"environment\"],[\"environment\",\"operation\"]]");

    for (int i = 0; i < 1_000; i++) {
      latency.record(Duration.ofSeconds(1));
    }
    registry.publish();
    assertThat(told.get(1).path("chartdrop.api.latency.seconds")).hasSize(SampledTimer.MAX_VALUES);
  }

  @Test
  void whatTheCatalogueDoesNotList_isNotTold() {
    registry.counter("jvm.something", "tenant", "riverside").increment();

    registry.publish();

    assertThat(told).isEmpty();
  }

  private static JsonNode read(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (Exception e) {
      throw new AssertionError(line, e);
    }
  }
}
