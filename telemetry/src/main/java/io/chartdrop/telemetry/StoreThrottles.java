package io.chartdrop.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;

/**
 * Counts how often a store asked us to slow down: calls that it refused, those that the SDK made
 * again by itself too, and batches of which it left something undone.
 */
public final class StoreThrottles implements MetricPublisher, ExecutionInterceptor {
  static final String THROTTLES = "chartdrop.store.throttles";

  /** As {@link CoreMetric#ERROR_TYPE} has it. */
  private static final String THROTTLING = "Throttling";

  private final MeterRegistry meters;

  public StoreThrottles(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Has a client tell of its calls. */
  public void watch(ClientOverrideConfiguration.Builder client) {
    client.addMetricPublisher(this).addExecutionInterceptor(this);
  }

  @Override
  public void publish(MetricCollection call) {
    for (MetricCollection attempt : call.children()) {
      if (attempt.metricValues(CoreMetric.ERROR_TYPE).contains(THROTTLING)) {
        count(operationOf(call));
      }
    }
  }

  private static String operationOf(MetricCollection call) {
    return call.metricValues(CoreMetric.OPERATION_NAME).stream().findFirst().orElse("unknown");
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    SdkResponse response = context.response();
    boolean undone =
        (response instanceof BatchGetItemResponse get && !get.unprocessedKeys().isEmpty())
            || (response instanceof BatchWriteItemResponse put
                && !put.unprocessedItems().isEmpty());
    if (undone) {
      count(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
    }
  }

  private void count(String operation) {
    meters.counter(THROTTLES, "operation", operation).increment();
  }

  @Override
  public void close() {
    // there is nothing of its own to close
  }
}
