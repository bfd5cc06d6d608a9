package io.chartdrop.routes.intake;

import io.chartdrop.records.file.InboxVersion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How long a file rests after an attempt that failed: longer each time, up to twelve rests, and not
 * just as long as those that failed with it, so that a store that comes back is not run over.
 */
@Component
class Rests {
  private static final int MOST = 12;

  /** A file that another worker closed is forgotten by and by. */
  private static final int REMEMBERED = 10_000;

  private final Duration rest;
  private final DoubleSupplier random;
  private final Map<InboxVersion, Integer> outages =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InboxVersion, Integer> eldest) {
          return size() > REMEMBERED;
        }
      };

  @Autowired
  Rests(IntakeProperties properties) {
    this(properties.rest(), () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * @param random uniform between 0 and 1
   */
  Rests(Duration rest, DoubleSupplier random) {
    this.rest = rest;
    this.random = random;
  }

  /** After what was no fault of the file, which therefore counts no attempts. */
  synchronized Duration afterOutage(InboxVersion version) {
    int before = outages.merge(version, 1, Integer::sum) - 1;
    return about(1 << Math.min(before, 10));
  }

  Duration afterFailure(int attempts) {
    return about(attempts);
  }

  /** The file is closed. */
  synchronized void forget(InboxVersion version) {
    outages.remove(version);
  }

  private Duration about(int times) {
    double most = rest.toMillis() * (double) Math.min(times, MOST);
    return Duration.ofMillis((long) (most * (1 + random.getAsDouble()) / 2));
  }
}
