package io.chartdrop.routes.intake;

import io.chartdrop.records.Fence;
import io.chartdrop.routes.csv.Row;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The memory that the chunks in flight of all files may take together. Ordinary chunks never feel
 * it; it is for rows of a megabyte from many clinics at once. First come, first served.
 */
final class ChunkMemory {
  private static final int UNIT = 1024;

  /** Of a character: the cell, the item, the request that is made of it, and its bytes. */
  private static final int BYTES_PER_CHAR = 8;

  private final int all;
  private final Semaphore free;

  ChunkMemory(long bytes) {
    all = (int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / UNIT));
    free = new Semaphore(all, true);
  }

  /** What a chunk takes; one larger than all takes all. */
  int unitsOf(Chunk chunk) {
    long chars = 0;
    for (Row row : chunk.rows()) {
      for (String cell : row.cells()) {
        chars += cell.length();
      }
    }
    return (int) Math.min(all, 1 + chars * BYTES_PER_CHAR / UNIT);
  }

  /** Does not wait, and does not push in before those who do. */
  boolean tryTake(int units) throws InterruptedException {
    return free.tryAcquire(units, 0, TimeUnit.SECONDS);
  }

  /** Waits; for those who hold nothing, or two could wait for each other. */
  void take(int units, Fence fence) throws InterruptedException {
    while (!free.tryAcquire(units, 1, TimeUnit.SECONDS)) {
      fence.check();
    }
  }

  void free(int units) {
    free.release(units);
  }
}
