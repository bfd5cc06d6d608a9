package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.file.LeaseLostException;
import io.chartdrop.records.file.RowCode;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.patient.InMemoryRecordStore;
import io.chartdrop.routes.csv.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChunkPipelineTest {
  private static final int WIDTH = 2;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Attempt attempt =
      new Attempt(
          AttemptTest.claim(),
          new Shutdown(),
          System::nanoTime,
          System.nanoTime(),
          Duration.ofDays(1));
  private final SlowWriter writer = new SlowWriter();
  private final ChunkPipeline pipeline =
      new ChunkPipeline(attempt, writer, threads, WIDTH, new ChunkMemory(1 << 20));

  /** Stores a chunk when a test lets it. */
  private static final class SlowWriter extends ChunkWriter {
    final Map<Long, CountDownLatch> held = new ConcurrentHashMap<>();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();

    SlowWriter() {
      super(new InMemoryRecordStore());
    }

    @Override
    StoredChunk write(Attempt attempt, Chunk chunk) {
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      try {
        held.getOrDefault(chunk.rows().get(0).line(), new CountDownLatch(0)).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        atOnce.decrementAndGet();
      }
      return new StoredChunk(RowCounts.of(0, 0, 1), List.of((Row.Rejected) chunk.rows().get(0)));
    }
  }

  @AfterEach
  void end() {
    writer.held.values().forEach(CountDownLatch::countDown);
    threads.shutdown();
  }

  private static Chunk chunk(long line) {
    return new Chunk(
        List.of(
            new Row.Rejected(
                line, Optional.empty(), RowCode.COLUMN_COUNT, "Mend it.", List.of("x"))));
  }

  private static List<Long> lines(List<StoredChunk> chunks) {
    return chunks.stream().map(chunk -> chunk.rejected().get(0).line()).toList();
  }

  @Test
  void chunkThatTakesLong_keepsNoOtherWaiting_andOutcomesComeInTheFilesOrder() throws Exception {
    // two at once · the first is not stored until five more are
    CountDownLatch first = new CountDownLatch(1);
    writer.held.put(1L, first);
    List<StoredChunk> finished = new ArrayList<>();
    for (long line = 1; line <= 6; line++) {
      finished.addAll(pipeline.add(chunk(line)));
    }
    assertThat(finished).isEmpty();

    first.countDown();
    assertThat(lines(pipeline.drain())).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(writer.mostAtOnce).hasValue(WIDTH);
  }

  @Test
  void outcomesThatWait_areBounded() throws Exception {
    // eight may wait · the ninth chunk is handed in by another thread
    CountDownLatch first = new CountDownLatch(1);
    writer.held.put(1L, first);
    for (long line = 1; line <= 8; line++) {
      pipeline.add(chunk(line));
    }
    Future<List<StoredChunk>> ninth = threads.submit(() -> pipeline.add(chunk(9)));
    first.countDown();

    assertThat(lines(ninth.get())).startsWith(1L);
  }

  @Test
  void whoWaitsForAWriter_asksTheFence() throws Exception {
    // both writers are busy when the attempt ends
    for (long line = 1; line <= WIDTH; line++) {
      writer.held.put(line, new CountDownLatch(1));
      pipeline.add(chunk(line));
    }
    Future<List<StoredChunk>> third = threads.submit(() -> pipeline.add(chunk(3)));
    attempt.end();

    assertThatThrownBy(third::get).hasCauseInstanceOf(LeaseLostException.class);
  }
}
