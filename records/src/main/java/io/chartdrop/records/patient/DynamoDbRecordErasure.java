package io.chartdrop.records.patient;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.Fence;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.patient.DynamoDbCalls.Projection;
import io.chartdrop.records.patient.RecordKeys.ItemKey;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Erasure in the records table. No index knows a record's file, for nobody but the operator asks by
 * it: so a file's records are found by going through all of its tenant's, a thread for each shard.
 * A million records take a quarter of a million read units, about three cents.
 */
public final class DynamoDbRecordErasure implements RecordErasure {
  private static final int BATCH = 100;

  private final DynamoDbClient client;
  private final String table;
  private final DynamoDbCalls calls;

  public DynamoDbRecordErasure(DynamoDbClient client, TableNames tables) {
    this.client = client;
    this.table = tables.records();
    this.calls = new DynamoDbCalls(client, table);
  }

  /** What is done with some records of one shard; returns how many it removed. */
  @FunctionalInterface
  private interface Work {
    long on(List<ItemKey> keys, BackOff.Tries tries);
  }

  @Override
  public long ofFile(TenantId tenant, FileId file, LongConsumer looked) {
    AtomicLong seen = new AtomicLong();
    return overAll(
        tenant,
        (keys, tries) -> {
          long removed = 0;
          for (Map<String, AttributeValue> item : calls.get(keys, Projection.PROVENANCE, tries)) {
            if (RecordItem.fileId(item).equals(file) && calls.deleteIfStill(item, tries)) {
              removed++;
            }
          }
          looked.accept(seen.addAndGet(keys.size()));
          return removed;
        });
  }

  @Override
  public long ofTenant(TenantId tenant, LongConsumer told) {
    AtomicLong gone = new AtomicLong();
    return overAll(
        tenant,
        (keys, tries) -> {
          calls.delete(keys, tries);
          told.accept(gone.addAndGet(keys.size()));
          return keys.size();
        });
  }

  @Override
  public Map<FileId, Long> ofPatient(TenantId tenant, String medicalRecordNumber) {
    BackOff.Tries tries = BackOff.asleep().tries(Fence.NONE);
    Map<FileId, Long> removed = new TreeMap<>();
    AccessPath.of(tenant, RecordQuery.ofMrn(medicalRecordNumber))
        .ifPresent(
            path -> {
              DynamoDbShard items = shard(path, path.partitions().get(0));
              while (items.hasNext()) {
                Map<String, AttributeValue> item = items.next();
                calls.delete(List.of(RecordItem.key(item)), tries);
                removed.merge(RecordItem.fileId(item), 1L, Long::sum);
              }
            });
    return removed;
  }

  private long overAll(TenantId tenant, Work work) {
    AccessPath path = AccessPath.of(tenant, RecordQuery.all()).orElseThrow();
    ExecutorService threads = Executors.newFixedThreadPool(path.partitions().size());
    try {
      List<Callable<Long>> shards = new ArrayList<>();
      path.partitions().forEach(partition -> shards.add(() -> over(shard(path, partition), work)));
      long removed = 0;
      for (Future<Long> shard : threads.invokeAll(shards)) {
        removed += shard.get();
      }
      return removed;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (InterruptedException | CancellationException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("Interrupted while records were removed", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long over(DynamoDbShard shard, Work work) {
    BackOff.Tries tries = BackOff.asleep().tries(Fence.NONE);
    long removed = 0;
    while (shard.hasNext()) {
      List<ItemKey> keys = new ArrayList<>(BATCH);
      while (keys.size() < BATCH && shard.hasNext()) {
        keys.add(RecordItem.key(shard.next()));
      }
      removed += work.on(keys, tries);
    }
    return removed;
  }

  private DynamoDbShard shard(AccessPath path, String partition) {
    return new DynamoDbShard(client, table, path, partition, path.low(), BATCH);
  }
}
