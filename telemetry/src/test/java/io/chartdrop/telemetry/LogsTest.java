package io.chartdrop.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.mock.env.MockEnvironment;

class LogsTest {
  private static final Exception FAULT =
      new IllegalStateException("Ann Patient", new RuntimeException("has a cough"));

  @Test
  void exception_isLoggedByItsTypesAndPlaces_neverItsMessage() {
    String text = FaultConverter.text(event("io.chartdrop.routes", "it failed"));

    assertThat(text)
        .contains("IllegalStateException", "RuntimeException", "LogsTest.java:")
        .doesNotContain("Ann Patient", "cough");
  }

  @Test
  void whatKeepsTheServiceFromStarting_isSaidInFull() {
    assertThat(FaultConverter.text(event("org.springframework.boot.SpringApplication", "failed")))
        .contains("Ann Patient");
  }

  @Test
  void lineOfJson_hasTheFileAndTheClinic() throws Exception {
    LoggingEvent event = event("io.chartdrop.routes", "it failed");
    event.setMDCPropertyMap(Map.of("file_id", "20260301T093000-0123456789ab"));
    MockEnvironment environment =
        new MockEnvironment()
            .withProperty("spring.application.name", "routes")
            .withProperty("chartdrop.environment", "dev");

    JsonNode line = new ObjectMapper().readTree(new JsonLog(environment).format(event));

    assertThat(line.path("level").asText()).isEqualTo("WARN");
    assertThat(line.path("service").asText()).isEqualTo("routes");
    assertThat(line.path("environment").asText()).isEqualTo("dev");
    assertThat(line.path("message").asText()).isEqualTo("it failed");
    assertThat(line.path("file_id").asText()).isEqualTo("20260301T093000-0123456789ab");
    assertThat(line.path("fault").asText()).contains("IllegalStateException").doesNotContain("Ann");
  }

  private static LoggingEvent event(String logger, String message) {
    Logger log = (Logger) LoggerFactory.getLogger(logger);
    return new LoggingEvent("", log, Level.WARN, message, FAULT, new Object[0]);
  }
}
