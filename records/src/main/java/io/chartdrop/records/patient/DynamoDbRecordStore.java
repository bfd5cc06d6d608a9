package io.chartdrop.records.patient;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.BadPageTokenException;
import io.chartdrop.records.Fence;
import io.chartdrop.records.PageToken;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * The records table. It is safe for any number of threads, and leaves the client open when it is
 * closed.
 */
public final class DynamoDbRecordStore implements RecordStore, AutoCloseable {
  private static final int POOL_THREADS = 16;

  /** A page that takes longer has lost its reader. */
  private static final Duration PATIENCE_OF_A_READER = Duration.ofSeconds(10);

  private final DynamoDbClient client;
  private final String table;
  private final DynamoDbCalls calls;
  private final BackOff backOff;
  private final KeysInFlight inFlight = new KeysInFlight();
  private final Executor executor;
  private final Runnable closing;

  /** With a pool of its own for queries: at most 16 threads, none while it is idle. */
  public DynamoDbRecordStore(DynamoDbClient client, TableNames tables) {
    this(client, tables, queryPool(POOL_THREADS));
  }

  private DynamoDbRecordStore(DynamoDbClient client, TableNames tables, ThreadPoolExecutor own) {
    this(client, tables, own, own::shutdown, BackOff.asleep());
  }

  /**
   * On a pool that several stores share, such as those of one client for each tenant.
   *
   * @param queries runs eight queries for each {@link #find} by name or day; it must run what it is
   *     handed, on the caller's thread if it has no other (see {@link #queryPool})
   */
  public DynamoDbRecordStore(DynamoDbClient client, TableNames tables, Executor queries) {
    this(client, tables, queries, () -> {}, BackOff.asleep());
  }

  DynamoDbRecordStore(
      DynamoDbClient client,
      TableNames tables,
      Executor queries,
      Runnable closing,
      BackOff backOff) {
    this.client = client;
    this.table = tables.records();
    this.calls = new DynamoDbCalls(client, table);
    this.backOff = backOff;
    this.executor = queries;
    this.closing = closing;
  }

  /**
   * Daemon threads for {@link #find}, none while it is idle. When all are busy, the caller does the
   * work itself: that is the back-pressure.
   */
  public static ThreadPoolExecutor queryPool(int threads) {
    AtomicInteger number = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        threads,
        30,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "chartdrop-queries-" + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        },
        (task, pool) -> task.run());
  }

  @Override
  public List<Outcome> store(TenantId tenant, List<PatientRecord> chunk, Fence fence) {
    if (chunk.size() > MAX_CHUNK) {
      throw new IllegalArgumentException("A chunk has at most " + MAX_CHUNK + " records");
    }
    if (!chunk.stream().allMatch(record -> record.tenant().equals(tenant))) {
      throw new IllegalArgumentException("A chunk is of one tenant");
    }
    return new DynamoDbChunk(calls, backOff, inFlight, chunk, fence).store();
  }

  @Override
  public RecordPage find(TenantId tenant, RecordQuery query) {
    PageToken token = query.pages(tenant);
    Optional<String> position = query.next().map(token::position);
    return AccessPath.of(tenant, query)
        .map(path -> new PageBuilder(query, token).build(candidates(tenant, query, path, position)))
        .orElseGet(() -> new RecordPage(List.of(), Optional.empty()));
  }

  private Iterator<Candidate> candidates(
      TenantId tenant, RecordQuery query, AccessPath path, Optional<String> position) {
    if (position.isPresent() && !path.contains(position.get())) {
      throw new BadPageTokenException();
    }
    String low = position.orElse(path.low());
    int firstPage = firstPage(query, path);
    List<DynamoDbShard> shards =
        path.partitions().stream()
            .map(partition -> new DynamoDbShard(client, table, path, partition, low, firstPage))
            .toList();
    DynamoDbMerge entries = new DynamoDbMerge(shards, executor);
    return path.index().isPresent()
        ? new DynamoDbCandidates(
            tenant, entries, path.mayMatch(), calls, backOff.tries(patience()), wanted(query))
        : new DynamoDbItems(tenant, entries);
  }

  /** One more than the page holds tells whether another page follows. */
  private static int wanted(RecordQuery query) {
    return query.limit() + 1;
  }

  /** Each of eight shards has an eighth of an answer, more or less; a filter needs more of it. */
  private static int firstPage(RecordQuery query, AccessPath path) {
    if (query.notes().isPresent() || query.firstName().isPresent()) {
      return 125;
    }
    return path.index().isPresent() ? 8 + wanted(query) / 4 : wanted(query);
  }

  private static Fence patience() {
    long start = System.nanoTime();
    return () -> {
      if (System.nanoTime() - start > PATIENCE_OF_A_READER.toNanos()) {
        throw SdkClientException.create(
            "The records table was throttled for " + PATIENCE_OF_A_READER.toSeconds() + " s");
      }
    };
  }

  @Override
  public void close() {
    closing.run();
  }
}
