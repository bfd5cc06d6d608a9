/**
 * What both services tell of themselves, and how. Meters go to Prometheus with every tag, and those
 * that {@code terraform/metrics.json} lists to CloudWatch too, as lines of the log, with few
 * dimensions. Logs are text for people or JSON for CloudWatch, and hold no exception's message:
 * that may quote a row, and a row is a patient.
 */
@NullMarked
package io.chartdrop.telemetry;

import org.jspecify.annotations.NullMarked;
