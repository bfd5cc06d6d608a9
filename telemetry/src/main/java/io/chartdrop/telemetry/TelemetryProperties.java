package io.chartdrop.telemetry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the environment says of itself.
 *
 * @param environment its name, such as {@code dev}: the dimension of each metric in CloudWatch;
 *     blank where nothing is told to CloudWatch
 * @param metricsInterval between two tellings
 */
@ConfigurationProperties("chartdrop")
record TelemetryProperties(
    @DefaultValue("") String environment, @DefaultValue("60s") Duration metricsInterval) {}
