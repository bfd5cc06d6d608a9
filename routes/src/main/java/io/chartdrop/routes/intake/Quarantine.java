package io.chartdrop.routes.intake;

import java.util.concurrent.atomic.AtomicReference;
import org.springframework.stereotype.Component;

/**
 * Files that were twice in hand when a worker failed or died are read one at a time. One of them
 * may be what ends the workers, and each death counts as an attempt of every file in hand: alone,
 * it takes no other with it, and the others get to their end.
 */
@Component
class Quarantine {
  /** Attempts, this one included, up to which nothing is held against a file. */
  private static final int UNSUSPECTED = 2;

  private final AtomicReference<Attempt> inside = new AtomicReference<>();

  /** Whether the attempt may go on; if not, it is to be given back and made again later. */
  boolean admits(Attempt attempt) {
    return attempt.claim().attempts() <= UNSUSPECTED || inside.compareAndSet(null, attempt);
  }

  /** The attempt is over, whether it was inside or not. */
  void leave(Attempt attempt) {
    inside.compareAndSet(attempt, null);
  }
}
