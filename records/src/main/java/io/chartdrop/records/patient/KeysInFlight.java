package io.chartdrop.records.patient;

import io.chartdrop.records.Fence;
import io.chartdrop.records.patient.RecordKeys.ItemKey;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;

/**
 * The keys that this worker is storing. A chunk waits until none of its keys is another chunk's,
 * and takes all of its own at once: two chunks that both find a key absent would both call their
 * row new, and no two can wait for each other.
 */
final class KeysInFlight {
  /** How often a waiting chunk asks its fence. */
  private static final long WAIT_MILLIS = 200;

  private final Set<ItemKey> keys = new HashSet<>();

  /** Runs the work while no other holds one of its keys. */
  <T> T holding(Collection<ItemKey> wanted, Fence fence, Supplier<T> work) {
    take(wanted, fence);
    try {
      return work.get();
    } finally {
      giveBack(wanted);
    }
  }

  private synchronized void take(Collection<ItemKey> wanted, Fence fence) {
    while (!Collections.disjoint(keys, wanted)) {
      fence.check();
      try {
        wait(WAIT_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw AbortedException.create("Interrupted while another chunk stores the same key", e);
      }
    }
    keys.addAll(wanted);
  }

  private synchronized void giveBack(Collection<ItemKey> wanted) {
    keys.removeAll(wanted);
    notifyAll();
  }
}
