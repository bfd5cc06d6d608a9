package io.chartdrop.bench;

import io.chartdrop.bench.RequestRecorder.ChunkRequests;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;

/** Stores rows by SDK calls and nothing else: no file, no check, no ledger, no second try. */
final class BareLoop {
  private static final int CHUNK = 100;

  private BareLoop() {}

  /** The requests that our store would make of these rows, made before anybody looks at a clock. */
  static List<ChunkRequests> requests(TableNames tables, TenantId tenant, Rows rows, int count) {
    List<ChunkRequests> chunks = new ArrayList<>(count / CHUNK);
    for (long from = 0; from < count; from += CHUNK) {
      List<PatientRecord> chunk =
          LongStream.range(from, Math.min(from + CHUNK, count))
              .mapToObj(row -> rows.record(tenant, row))
              .toList();
      chunks.add(RequestRecorder.ofChunk(tables, tenant, chunk));
    }
    return chunks;
  }

  /**
   * Makes them, as many chunks at once as there are threads.
   *
   * @return nanoseconds
   */
  static long run(DynamoDbClient client, List<ChunkRequests> chunks, int threads) throws Exception {
    AtomicInteger next = new AtomicInteger();
    return timed(
        threads,
        () -> {
          for (int i = next.getAndIncrement(); i < chunks.size(); i = next.getAndIncrement()) {
            store(client, chunks.get(i));
          }
        });
  }

  private static void store(DynamoDbClient client, ChunkRequests chunk) {
    requireNothingLeft(client.batchGetItem(chunk.get()).unprocessedKeys().isEmpty());
    for (BatchWriteItemRequest write : chunk.writes()) {
      requireNothingLeft(client.batchWriteItem(write).unprocessedItems().isEmpty());
    }
  }

  private static void requireNothingLeft(boolean nothing) {
    if (!nothing) {
      throw new IllegalStateException("The store left something unprocessed: the loops differ");
    }
  }

  /** How long so many threads take that all do this, to the end of the last. */
  static long timed(int threads, Runnable work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long begun = System.nanoTime();
      List<Callable<Object>> each = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        each.add(Executors.callable(work));
      }
      for (Future<Object> done : pool.invokeAll(each)) {
        done.get();
      }
      return System.nanoTime() - begun;
    } finally {
      pool.shutdown();
    }
  }
}
