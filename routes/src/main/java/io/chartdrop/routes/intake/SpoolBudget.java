package io.chartdrop.routes.intake;

import io.chartdrop.records.Fence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The bytes that files on disk may take together, where the disk itself has them. Three quarters
 * are for large files, which go in the order they came; the rest is for small ones, so that no
 * giant, in or waiting, delays them. A file larger than its share goes in alone of its kind.
 */
final class SpoolBudget {
  /** A small file takes no more than this part of all. */
  private static final long SMALL = 64;

  private static final long WAIT_MILLIS = 200;

  private final LongSupplier disk;
  private final long largestSmall;
  private final Share large;
  private final Share small;

  /**
   * @param disk bytes that are free on it
   */
  SpoolBudget(long bytes, LongSupplier disk) {
    this.disk = disk;
    largestSmall = bytes / SMALL;
    small = new Share(bytes / 4);
    large = new Share(bytes - bytes / 4);
  }

  /** The disk cannot hold a file, now or when those that are on it are done with. */
  static final class DiskFullException extends IOException {
    private static final long serialVersionUID = 1;

    DiskFullException(long wanted, long free) {
      super("The spool's disk has %d bytes left, and %d are wanted".formatted(free, wanted));
    }
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

    long used() {
      return taken.values().stream().mapToLong(Taken::all).sum();
    }

    boolean admits(Object owner, long wanted) {
      return waiting.get(0).equals(owner) && (taken.isEmpty() || used() + wanted <= bytes);
    }
  }

  /**
   * Waits until there is room.
   *
   * @param more bytes that the owner takes beside its file by now
   * @throws DiskFullException if the disk has no room, and would have none if all other files were
   *     done with: waiting on would only hold up those behind it
   * @throws RuntimeException what the fence throws while it waits
   */
  synchronized void take(Object owner, long bytes, LongSupplier more, Fence fence)
      throws InterruptedException, DiskFullException {
    Share share = bytes <= largestSmall ? small : large;
    share.waiting.add(owner);
    try {
      while (!share.admits(owner, bytes) || !isOnDisk(bytes)) {
        fence.check();
        wait(WAIT_MILLIS);
      }
      share.taken.put(owner, new Taken(bytes, more));
    } finally {
      share.waiting.remove(owner);
      notifyAll();
    }
  }

  private boolean isOnDisk(long bytes) throws DiskFullException {
    long free = disk.getAsLong();
    if (free + large.used() + small.used() < bytes) {
      throw new DiskFullException(bytes, free);
    }
    return free >= bytes;
  }

  /** Harmless where nothing was taken. */
  synchronized void free(Object owner) {
    large.taken.remove(owner);
    small.taken.remove(owner);
    notifyAll();
  }
}
