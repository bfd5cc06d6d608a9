package io.chartdrop.telemetry;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;

/**
 * An exception that somebody logged, ours or a library's, without its message. Only what Spring
 * Boot says while it starts has one, for then it names the setting that is missing, and no patient
 * was here yet.
 */
public final class FaultConverter extends ThrowableHandlingConverter {
  private static final String START_UP = "org.springframework.boot.SpringApplication";

  @Override
  public String convert(ILoggingEvent event) {
    String text = text(event);
    return text.isEmpty() ? "" : " " + text;
  }

  /** Empty where there is none. */
  static String text(ILoggingEvent event) {
    IThrowableProxy proxy = event.getThrowableProxy();
    if (proxy == null) {
      return "";
    }
    if (!(proxy instanceof ThrowableProxy known)) {
      return proxy.getClassName();
    }
    return event.getLoggerName().equals(START_UP)
        ? withMessages(known.getThrowable())
        : FaultText.of(known.getThrowable());
  }

  private static String withMessages(Throwable fault) {
    StringBuilder text = new StringBuilder();
    FaultText.causes(fault)
        .forEach(cause -> text.append(System.lineSeparator()).append("  ").append(cause));
    return text.toString();
  }
}
