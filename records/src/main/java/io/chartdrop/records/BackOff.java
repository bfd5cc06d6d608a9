package io.chartdrop.records;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * Waits between tries: exponential with full jitter, 50 ms doubling up to 5 s, begun anew by every
 * progress. The fence is asked before every try and at least every 200 ms of waiting.
 */
public final class BackOff {
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final int MAX_DOUBLINGS = 7;
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration SLICE = Duration.ofMillis(200);

  /** {@link Thread#sleep}, but for tests. */
  @FunctionalInterface
  public interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  private final Sleeper sleeper;
  private final DoubleSupplier random;

  /**
   * @param random uniform between 0 and 1
   */
  public BackOff(Sleeper sleeper, DoubleSupplier random) {
    this.sleeper = sleeper;
    this.random = random;
  }

  public static BackOff asleep() {
    return new BackOff(
        duration -> Thread.sleep(duration.toMillis()),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  public Tries tries(Fence fence) {
    return new Tries(fence);
  }

  /** The tries of one piece of work. It ends when it succeeds, or when the fence throws. */
  public final class Tries {
    private final Fence fence;
    private int failures;

    private Tries(Fence fence) {
      this.fence = fence;
    }

    /** To be called before every try. */
    public void begin() {
      fence.check();
    }

    public void progressed() {
      failures = 0;
    }

    /** Waits longer, likely, than the time before. */
    public void failed() {
      Duration most = FIRST.multipliedBy(1L << Math.min(failures, MAX_DOUBLINGS));
      long ceiling = Math.min(most.toMillis(), LONGEST.toMillis());
      failures++;
      Duration left = Duration.ofMillis((long) (random.getAsDouble() * ceiling));
      while (!left.isZero()) {
        fence.check();
        Duration slice = left.compareTo(SLICE) < 0 ? left : SLICE;
        try {
          sleeper.sleep(slice);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw AbortedException.create("Interrupted while waiting for a throttled store", e);
        }
        left = left.minus(slice);
      }
    }
  }
}
