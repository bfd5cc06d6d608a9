package io.chartdrop.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chartdrop.telemetry.MetricCatalogue.Metric;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.internal.DefaultGauge;
import io.micrometer.core.instrument.internal.DefaultMeter;
import io.micrometer.core.instrument.push.PushMeterRegistry;
import io.micrometer.core.instrument.push.PushRegistryConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells CloudWatch by lines of the log, in its embedded metric format: the log is on its way there
 * already, so this needs no right, no connection and no client. A line holds all tags of its
 * meters, so that a clinic can be asked for in the log; only the catalogue's dimensions become, and
 * cost, metrics.
 */
final class EmfMeterRegistry extends PushMeterRegistry {
  private static final String NAMESPACE = "Chartdrop";
  private static final String ENVIRONMENT = "environment";

  private final MetricCatalogue catalogue;
  private final String environment;
  private final Consumer<String> out;
  private final ObjectMapper json = new ObjectMapper();
  private final Map<Meter.Id, Double> told = new ConcurrentHashMap<>();

  EmfMeterRegistry(
      MetricCatalogue catalogue,
      String environment,
      Duration interval,
      Consumer<String> out,
      Clock clock) {
    super(config(interval), clock);
    this.catalogue = catalogue;
    this.environment = environment;
    this.out = out;
    config().meterFilter(MeterFilter.denyUnless(id -> catalogue.of(id).isPresent()));
  }

  private static PushRegistryConfig config(Duration interval) {
    return new PushRegistryConfig() {
      @Override
      public String prefix() {
        return "emf";
      }

      @Override
      public @Nullable String get(String key) {
        return null;
      }

      @Override
      public Duration step() {
        return interval;
      }
    };
  }

  void begin() {
    start(
        task -> {
          Thread thread = Executors.defaultThreadFactory().newThread(task);
          thread.setName("metrics-to-log");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Meters of the same tags and dimensions share a line. */
  @Override
  protected void publish() {
    Map<Line, Map<Metric, List<Double>>> lines = new LinkedHashMap<>();
    for (Meter meter : getMeters()) {
      Metric metric = catalogue.of(meter.getId()).orElseThrow();
      List<Double> values = values(meter);
      if (!values.isEmpty()) {
        lines
            .computeIfAbsent(
                new Line(meter.getId().getTags(), metric.dimensions()), l -> new LinkedHashMap<>())
            .put(metric, values);
      }
    }
    lines.forEach((line, metrics) -> out.accept(text(line, metrics)));
  }

  private record Line(List<Tag> tags, List<List<String>> dimensions) {}

  /** What is new since the last telling; a counter that stood still says nothing. */
  private List<Double> values(Meter meter) {
    return meter.match(
        gauge -> finite(gauge.value()),
        this::increase,
        timer -> ((SampledTimer) timer).drain(),
        summary -> List.of(),
        longTaskTimer -> List.of(),
        timeGauge -> finite(timeGauge.value(TimeUnit.SECONDS)),
        functionCounter -> List.of(),
        functionTimer -> List.of(),
        other -> List.of());
  }

  private static List<Double> finite(double value) {
    return Double.isFinite(value) ? List.of(value) : List.of();
  }

  private List<Double> increase(Counter counter) {
    double count = counter.count();
    Double before = told.put(counter.getId(), count);
    double increase = count - (before == null ? 0 : before);
    return increase > 0 ? List.of(increase) : List.of();
  }

  private String text(Line line, Map<Metric, List<Double>> metrics) {
    ObjectNode node = json.createObjectNode();
    ObjectNode aws = node.putObject("_aws");
    aws.put("Timestamp", clock.wallTime());
    ObjectNode directive = aws.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", NAMESPACE);
    ArrayNode sets = directive.putArray("Dimensions");
    for (List<String> dimensions : line.dimensions()) {
      ArrayNode set = sets.addArray().add(ENVIRONMENT);
      dimensions.forEach(set::add);
    }
    ArrayNode names = directive.putArray("Metrics");
    node.put(ENVIRONMENT, environment);
    line.tags().forEach(tag -> node.put(tag.getKey(), tag.getValue()));
    metrics.forEach(
        (metric, values) -> {
          names.addObject().put("Name", metric.name()).put("Unit", metric.unit());
          if (values.size() == 1) {
            node.put(metric.name(), values.get(0));
          } else {
            values.forEach(node.withArray("/" + metric.name())::add);
          }
        });
    try {
      return json.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Timer newTimer(
      Meter.Id id, DistributionStatisticConfig config, PauseDetector pauseDetector) {
    return new SampledTimer(id, clock, config, pauseDetector, getBaseTimeUnit());
  }

  @Override
  protected Counter newCounter(Meter.Id id) {
    return new CumulativeCounter(id);
  }

  @Override
  protected <T> Gauge newGauge(Meter.Id id, @Nullable T object, ToDoubleFunction<T> valueFunction) {
    return new DefaultGauge<>(id, object, valueFunction);
  }

  @Override
  protected DistributionSummary newDistributionSummary(
      Meter.Id id, DistributionStatisticConfig config, double scale) {
    throw notInTheCatalogue(id);
  }

  @Override
  protected <T> FunctionTimer newFunctionTimer(
      Meter.Id id,
      T object,
      ToLongFunction<T> count,
      ToDoubleFunction<T> totalTime,
      TimeUnit unit) {
    throw notInTheCatalogue(id);
  }

  @Override
  protected <T> FunctionCounter newFunctionCounter(
      Meter.Id id, T object, ToDoubleFunction<T> count) {
    throw notInTheCatalogue(id);
  }

  private static IllegalArgumentException notInTheCatalogue(Meter.Id id) {
    return new IllegalArgumentException(id + " is of a kind that CloudWatch is not told");
  }

  @Override
  protected Meter newMeter(Meter.Id id, Meter.Type type, Iterable<Measurement> measurements) {
    return new DefaultMeter(id, type, measurements);
  }

  @Override
  protected TimeUnit getBaseTimeUnit() {
    return TimeUnit.SECONDS;
  }

  @Override
  protected DistributionStatisticConfig defaultHistogramConfig() {
    return DistributionStatisticConfig.NONE;
  }
}
