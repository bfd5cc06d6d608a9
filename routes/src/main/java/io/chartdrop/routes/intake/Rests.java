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
 * just as long as those that failed with it, so that a store that comes back is not run over. And
 * whether what looks like an outage each time is one, for all others get through.
 */
@Component
class Rests {
  private static final int MOST = 12;

  /** A file that another worker closed is forgotten by and by. */
  private static final int REMEMBERED = 10_000;

  /** So many outages of a file, and so many files closed meanwhile, are no chance. */
  private static final int MANY = 20;

  /**
   * @param closedBefore files that were closed here before the first of them
   */
  private record Outages(int count, long closedBefore) {}

  private final Duration rest;
  private final DoubleSupplier random;
  private long closed;
  private final Map<InboxVersion, Outages> outages =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InboxVersion, Outages> eldest) {
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
    Outages before = outages.getOrDefault(version, new Outages(0, closed));
    outages.put(version, new Outages(before.count() + 1, before.closedBefore()));
    return about(1 << Math.min(before.count(), 10));
  }

  /** Whether the file met with outages that others did not; if so, they are counted anew. */
  synchronized boolean isTheFilesOwn(InboxVersion version) {
    Outages its = outages.get(version);
    boolean own = its != null && its.count() >= MANY && closed - its.closedBefore() >= MANY;
    if (own) {
      outages.remove(version);
    }
    return own;
  }

  Duration afterFailure(int attempts) {
    return about(attempts);
  }

  synchronized void closed(InboxVersion version) {
    outages.remove(version);
    closed++;
  }

  private Duration about(int times) {
    double most = rest.toMillis() * (double) Math.min(times, MOST);
    return Duration.ofMillis((long) (most * (1 + random.getAsDouble()) / 2));
  }
}
