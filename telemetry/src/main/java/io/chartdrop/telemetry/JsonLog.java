package io.chartdrop.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.logging.structured.StructuredLogFormatter;
import org.springframework.core.env.Environment;

/**
 * A line of the log as JSON: when, how bad, who, what, and by which file and clinic it belongs
 * together with others.
 */
public final class JsonLog implements StructuredLogFormatter<ILoggingEvent> {
  private final JsonWriter<ILoggingEvent> writer;

  public JsonLog(Environment environment) {
    writer =
        JsonWriter.<ILoggingEvent>of(
                line -> {
                  line.add("time", event -> event.getInstant().toString());
                  line.add("level", event -> event.getLevel().toString());
                  line.add("service", environment.getProperty("spring.application.name", ""));
                  line.add("environment", environment.getProperty("chartdrop.environment", ""))
                      .whenHasLength();
                  line.add("logger", ILoggingEvent::getLoggerName);
                  line.add("thread", ILoggingEvent::getThreadName);
                  line.add("message", ILoggingEvent::getFormattedMessage);
                  line.add("fault", FaultConverter::text).whenHasLength();
                  line.addMapEntries(ILoggingEvent::getMDCPropertyMap);
                })
            .withNewLineAtEnd();
  }

  @Override
  public String format(ILoggingEvent event) {
    return writer.writeToString(event);
  }
}
