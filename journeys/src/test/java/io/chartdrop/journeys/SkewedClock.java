package io.chartdrop.journeys;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** Goes into a worker's context beside its own beans, and puts its wall clock wrong. */
@Configuration(proxyBeanMethods = false)
public class SkewedClock {
  static final String SETTING = "ATTACK_CLOCK_SKEW";

  /** The settings of a worker whose clock is so far ahead, or behind if negative. */
  static Map<String, String> by(Duration ahead) {
    return Map.of(SETTING, ahead.toString(), "SPRING_MAIN_SOURCES", SkewedClock.class.getName());
  }

  @Bean
  @Primary
  static Clock wrongClock() {
    return Clock.offset(Clock.systemUTC(), Duration.parse(System.getenv(SETTING)));
  }
}
