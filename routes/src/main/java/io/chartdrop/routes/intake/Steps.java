package io.chartdrop.routes.intake;

import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Puts a method of a plain class into a route, so that the class need not know Camel. */
final class Steps {
  /** What a step does with a value: returns the next body, or throws a fault of ours. */
  @FunctionalInterface
  interface Step<T> {
    @Nullable Object apply(T value) throws Exception;
  }

  private Steps() {}

  /** The body becomes what the step makes of it. */
  static <T> Processor body(Class<T> type, Step<T> step) {
    return exchange ->
        exchange.getMessage().setBody(step.apply(exchange.getMessage().getMandatoryBody(type)));
  }

  /** The body becomes what the step makes of a property. */
  static <T> Processor property(String name, Class<T> type, Step<T> step) {
    return exchange -> exchange.getMessage().setBody(step.apply(exchange.getProperty(name, type)));
  }
}
