package io.chartdrop.telemetry;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What a service gets by having this module. */
@AutoConfiguration(
    before = {
      CompositeMeterRegistryAutoConfiguration.class,
      SimpleMetricsExportAutoConfiguration.class
    },
    after = MetricsAutoConfiguration.class)
@EnableConfigurationProperties(TelemetryProperties.class)
class TelemetryAutoConfiguration {
  private static final Logger lines = LoggerFactory.getLogger("io.chartdrop.metrics");

  @Bean
  @ConditionalOnExpression("!'${chartdrop.environment:}'.isBlank()")
  EmfMeterRegistry emfMeterRegistry(TelemetryProperties properties, Clock clock) {
    EmfMeterRegistry registry =
        new EmfMeterRegistry(
            MetricCatalogue.read(),
            properties.environment(),
            properties.metricsInterval(),
            lines::info,
            clock);
    registry.begin();
    return registry;
  }

  /** The frontend reaches no store, and has no client for one. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(DynamoDbClient.class)
  static class Stores {
    @Bean
    StoreThrottles storeThrottles(MeterRegistry meters) {
      return new StoreThrottles(meters);
    }
  }
}
