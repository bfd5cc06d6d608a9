package io.chartdrop.routes.intake;

import io.chartdrop.records.file.Fence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The bytes that files on disk may take together. Three quarters are for large files, which go in
 * the order they came; the rest is for small ones, so that no giant, in or waiting, delays them. A
 * file larger than its share goes in alone of its kind.
 */
final class SpoolBudget {
  /** A small file takes no more than this part of all. */
  private static final long SMALL = 64;

  private static final long WAIT_MILLIS = 200;

  private final long smallest;
  private final Share large;
  private final Share small;

  SpoolBudget(long bytes) {
    smallest = bytes / SMALL;
    small = new Share(bytes / 4);
    large = new Share(bytes - bytes / 4);
  }

  private record Taken(long bytes, LongSupplier more) {
    long all() {
      return bytes + more.getAsLong();
    }
  }

  private static final class Share {
    final long bytes;
    final Map<Object, Taken> taken = new HashMap<>();
    final List<Object> waiting = new ArrayList<>();

    Share(long bytes) {
      this.bytes = bytes;
    }

    boolean admits(Object owner, long wanted) {
      long used = taken.values().stream().mapToLong(Taken::all).sum();
      return waiting.get(0).equals(owner) && (taken.isEmpty() || used + wanted <= bytes);
    }
  }

  /**
   * Waits until there is room.
   *
   * @param more bytes that the owner takes beside its file by now
   * @throws RuntimeException what the fence throws while it waits
   */
  synchronized void take(Object owner, long bytes, LongSupplier more, Fence fence)
      throws InterruptedException {
    Share share = bytes <= smallest ? small : large;
    share.waiting.add(owner);
    try {
      while (!share.admits(owner, bytes)) {
        fence.check();
        wait(WAIT_MILLIS);
      }
      share.taken.put(owner, new Taken(bytes, more));
    } finally {
      share.waiting.remove(owner);
      notifyAll();
    }
  }

  /** Whether a large file waits. */
  synchronized boolean isAwaited() {
    return !large.waiting.isEmpty();
  }

  /** Harmless where nothing was taken. */
  synchronized void free(Object owner) {
    large.taken.remove(owner);
    small.taken.remove(owner);
    notifyAll();
  }
}
