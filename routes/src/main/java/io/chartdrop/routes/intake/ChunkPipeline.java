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
final class ChunkPipeline {
  private final Attempt attempt;
  private final ChunkWriter writer;
  private final ExecutorService threads;
  private final int width;
  private final Deque<Future<StoredChunk>> inFlight = new ArrayDeque<>();

  ChunkPipeline(Attempt attempt, ChunkWriter writer, ExecutorService threads, int width) {
    this.attempt = attempt;
    this.writer = writer;
    this.threads = threads;
    this.width = width;
  }

  /**
   * Begins to store a chunk.
   *
   * @return the chunks that are finished by now, and were not returned before
   */
  List<StoredChunk> add(Chunk chunk) throws Exception {
    attempt.check();
    List<StoredChunk> finished = new ArrayList<>();
    while (!inFlight.isEmpty() && (inFlight.size() >= width || inFlight.peekFirst().isDone())) {
      finished.add(resultOf(inFlight.removeFirst()));
    }
    inFlight.add(threads.submit(() -> writer.write(attempt, chunk)));
    return finished;
  }

  /** Waits for the chunks still in flight. */
  List<StoredChunk> drain() throws Exception {
    List<StoredChunk> finished = new ArrayList<>();
    while (!inFlight.isEmpty()) {
      finished.add(resultOf(inFlight.removeFirst()));
    }
    return finished;
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
