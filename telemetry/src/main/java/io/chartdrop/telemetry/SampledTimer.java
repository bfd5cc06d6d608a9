package io.chartdrop.telemetry;

import io.micrometer.core.instrument.AbstractTimer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Keeps times themselves, for CloudWatch makes percentiles of nothing else: up to a hundred between
 * two tellings, and of more a fair sample.
 */
final class SampledTimer extends AbstractTimer {
  /** CloudWatch takes so many values of a metric in a line. */
  static final int MAX_VALUES = 100;

  private final List<Double> sample = new ArrayList<>();
  private long seen;
  private long count;
  private double total;
  private double longest;

  SampledTimer(
      Id id,
      Clock clock,
      DistributionStatisticConfig config,
      PauseDetector pauseDetector,
      TimeUnit baseTimeUnit) {
    super(id, clock, config, pauseDetector, baseTimeUnit, false);
  }

  @Override
  protected synchronized void recordNonNegative(long amount, TimeUnit unit) {
    double seconds = unit.toNanos(amount) / 1e9;
    count++;
    total += seconds;
    longest = Math.max(longest, seconds);
    seen++;
    if (sample.size() < MAX_VALUES) {
      sample.add(seconds);
    } else {
      long place = ThreadLocalRandom.current().nextLong(seen);
      if (place < MAX_VALUES) {
        sample.set((int) place, seconds);
      }
    }
  }

  /** The times, in seconds, since it was last asked. */
  synchronized List<Double> drain() {
    List<Double> drained = List.copyOf(sample);
    sample.clear();
    seen = 0;
    return drained;
  }

  @Override
  public synchronized long count() {
    return count;
  }

  @Override
  public synchronized double totalTime(TimeUnit unit) {
    return total * 1e9 / unit.toNanos(1);
  }

  @Override
  public synchronized double max(TimeUnit unit) {
    return longest * 1e9 / unit.toNanos(1);
  }
}
