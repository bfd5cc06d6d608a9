package io.chartdrop.routes.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Stores the chunks of one file several at a time and gives their outcomes back in the file's
 * order. Handing in one more waits until fewer are being stored. A chunk that takes long keeps none
 * of its writers idle: those behind it go on, and their outcomes wait for it, but only so many. Not
 * for several threads.
 */
final class ChunkPipeline implements AutoCloseable {
  /** Chunks whose outcomes may wait, for each that may be stored at once. */
  private static final int WAITING = 4;

  private final Attempt attempt;
  private final ChunkWriter writer;
  private final ExecutorService threads;
  private final int mostInFlight;
  private final Semaphore idle;
  private final ChunkMemory memory;
  private final Deque<InFlight> inFlight = new ArrayDeque<>();

  private record InFlight(Future<StoredChunk> chunk, int units) {}

  /**
   * @param width how many chunks are stored at once
   */
  ChunkPipeline(
      Attempt attempt, ChunkWriter writer, ExecutorService threads, int width, ChunkMemory memory) {
    this.attempt = attempt;
    this.writer = writer;
    this.threads = threads;
    this.mostInFlight = WAITING * width;
    this.idle = new Semaphore(width);
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
        && (inFlight.size() >= mostInFlight || inFlight.peekFirst().chunk().isDone())) {
      finished.add(settleOldest());
    }
    while (!idle.tryAcquire(1, TimeUnit.SECONDS)) {
      attempt.check();
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
    inFlight.add(new InFlight(threads.submit(() -> write(chunk)), units));
    return finished;
  }

  private StoredChunk write(Chunk chunk) {
    try {
      return writer.write(attempt, chunk);
    } finally {
      idle.release();
    }
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
