package io.chartdrop.routes.intake;

import java.time.Duration;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.stereotype.Component;

/**
 * Whether inboxes are looked into. It is no reason to restart the service, which would not mend a
 * store, nor to take it out of anything: it says so, and the alarm on the same measure calls
 * somebody.
 */
@Component("intake")
class IntakeHealth extends AbstractHealthIndicator {
  /** The same after which the alarm goes off. */
  private static final Duration UNSEEN = Duration.ofMinutes(5);

  private final InboxWatch watch;
  private final FilesInHand inHand;

  IntakeHealth(InboxWatch watch, FilesInHand inHand) {
    super("The inboxes cannot be asked after");
    this.watch = watch;
    this.inHand = inHand;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    Duration unseen = watch.longestUnseen();
    health
        .status(unseen.compareTo(UNSEEN) < 0 ? Status.UP : Status.OUT_OF_SERVICE)
        .withDetail("tenants_polled", watch.tenants())
        .withDetail("longest_unseen_seconds", unseen.toSeconds())
        .withDetail("files_read", inHand.countRead());
  }
}
