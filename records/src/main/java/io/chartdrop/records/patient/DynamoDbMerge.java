package io.chartdrop.records.patient;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The shards of an access path as one, in the order of their sort keys. */
final class DynamoDbMerge implements Iterator<DynamoDbMerge.Entry> {
  private final PriorityQueue<DynamoDbShard> shards =
      new PriorityQueue<>(Comparator.comparing(DynamoDbShard::sortKey, Utf8::compare));

  /** An item of an index, or of the table, and its sort key there. */
  record Entry(String sortKey, Map<String, AttributeValue> item) {}

  /** Reads the first page of all shards at once. */
  DynamoDbMerge(List<DynamoDbShard> shards, Executor executor) {
    List<CompletableFuture<Boolean>> filled =
        shards.size() == 1
            ? List.of(CompletableFuture.completedFuture(shards.get(0).hasNext()))
            : shards.stream()
                .map(shard -> CompletableFuture.supplyAsync(shard::hasNext, executor))
                .toList();
    for (int i = 0; i < shards.size(); i++) {
      if (answer(filled.get(i))) {
        this.shards.add(shards.get(i));
      }
    }
  }

  private static boolean answer(CompletableFuture<Boolean> filled) {
    try {
      return filled.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause; // as if the call had been made here
      }
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    return !shards.isEmpty();
  }

  @Override
  public Entry next() {
    DynamoDbShard first = shards.poll();
    if (first == null) {
      throw new NoSuchElementException();
    }
    Entry entry = new Entry(first.sortKey(), first.next());
    if (first.hasNext()) {
      shards.add(first);
    }
    return entry;
  }
}
