package io.chartdrop.routes.intake;

import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.tenant.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadPoolExecutor;
import org.springframework.stereotype.Component;

/**
 * What the intake counts and measures; README.md lists it. The clinic is a tag everywhere, a name
 * of a file or a patient nowhere. terraform/metrics.json says what CloudWatch is told of it.
 */
@Component
class IntakeMeters {
  private static final String TENANT = "tenant";
  private static final String OUTCOME = "outcome";

  private final MeterRegistry meters;
  private final Clock clock;

  /** How an attempt at a file ended. */
  enum AttemptOutcome {
    /** The file has its final status. */
    CLOSED,
    /** By a fault of ours, and it counts. */
    FAILED,
    /** By an outage, by our stopping, or for others to come first: it does not count. */
    GIVEN_BACK
  }

  IntakeMeters(MeterRegistry meters, Clock clock) {
    this.meters = meters;
    this.clock = clock;
  }

  void claimed(Attempt attempt) {
    if (attempt.claim().takenOver()) {
      meters.counter("chartdrop.lease.takeovers", TENANT, tenantOf(attempt)).increment();
    }
  }

  void ended(Attempt attempt, AttemptOutcome outcome) {
    String name = outcome.name().toLowerCase(Locale.ROOT);
    meters.counter("chartdrop.attempts", TENANT, tenantOf(attempt), OUTCOME, name).increment();
  }

  void closed(InboxVersion version, Closing closing) {
    String tenant = version.tenant().value();
    meters
        .counter("chartdrop.files.closed", TENANT, tenant, "status", closing.status().name())
        .increment();
    RowCounts rows = closing.rows();
    count(tenant, "new", rows.added());
    count(tenant, "known", rows.known());
    count(tenant, "rejected", rows.rejected());
    Duration age = Duration.between(version.lastModified(), clock.instant());
    meters
        .timer("chartdrop.file.landing", TENANT, tenant)
        .record(age.isNegative() ? Duration.ZERO : age);
  }

  private void count(String tenant, String outcome, long rows) {
    meters.counter("chartdrop.rows", TENANT, tenant, OUTCOME, outcome).increment(rows);
  }

  /**
   * A look into an inbox.
   *
   * @param found whether it came to its end
   */
  void polled(TenantId tenant, Duration took, boolean found) {
    Timer.builder("chartdrop.inbox.poll")
        .tag(TENANT, tenant.value())
        .tag(OUTCOME, found ? "done" : "failed")
        .register(meters)
        .record(took);
  }

  /** Watches the threads that store rows. */
  void watch(ThreadPoolExecutor writers) {
    Gauge.builder(
            "chartdrop.writers.busy",
            writers,
            pool -> (double) pool.getActiveCount() / pool.getMaximumPoolSize())
        .description("Share of the writers that are busy")
        .register(meters);
  }

  /** A chunk found no writer free, so that its file's own thread stored it. */
  void noWriterWasFree() {
    meters.counter("chartdrop.writers.full").increment();
  }

  private static String tenantOf(Attempt attempt) {
    return attempt.version().tenant().value();
  }
}
