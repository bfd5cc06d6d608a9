package io.chartdrop.routes.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Stores the chunks of one file several at a time and gives their outcomes back in the file's
 * order. A file has only so many chunks in flight; handing in one more waits for the oldest. Not
 * for several threads.
 */
final class ChunkPipeline implements AutoCloseable {
  private final Attempt attempt;
  private final ChunkWriter writer;
  private final ExecutorService threads;
  private final int width;
  private final ChunkMemory memory;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();

  private record InFlight(Future<StoredChunk> chunk, int units) {}

  ChunkPipeline(
      Attempt attempt, ChunkWriter writer, ExecutorService threads, int width, ChunkMemory memory) {
    this.attempt = attempt;
    this.writer = writer;
    this.threads = threads;
    this.width = width;
    this.memory = memory;
  }

  /**
   * Begins to store a chunk.
   *
   * @return the chunks that are finished by now, and were not returned before
   */
  List<StoredChunk> add(Chunk chunk) throws Exception {
    attempt.check();
    List<StoredChunk> finished = new ArrayList<>();
    while (!inFlight.isEmpty()
        && (inFlight.size() >= width || inFlight.peekFirst().chunk().isDone())) {
      finished.add(settleOldest());
    }
    int units = memory.unitsOf(chunk);
    boolean taken = memory.tryTake(units);
    while (!taken && !inFlight.isEmpty()) {
      finished.add(settleOldest());
      taken = memory.tryTake(units);
    }
    if (!taken) {
      memory.take(units, attempt);
    }
    inFlight.add(new InFlight(threads.submit(() -> writer.write(attempt, chunk)), units));
    return finished;
  }

  /** Waits for the chunks still in flight. */
  List<StoredChunk> drain() throws Exception {
    List<StoredChunk> finished = new ArrayList<>();
    while (!inFlight.isEmpty()) {
      finished.add(settleOldest());
    }
    return finished;
  }

  /** Gives back the memory of chunks that nobody waits for any more; the fence ends them soon. */
  @Override
  public void close() {
    while (!inFlight.isEmpty()) {
      memory.free(inFlight.removeFirst().units());
    }
  }

  private StoredChunk settleOldest() throws Exception {
    InFlight oldest = inFlight.removeFirst();
    try {
      return resultOf(oldest.chunk());
    } finally {
      memory.free(oldest.units());
    }
  }

  private static StoredChunk resultOf(Future<StoredChunk> chunk) throws Exception {
    try {
      return chunk.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw failed;
    }
  }
}
