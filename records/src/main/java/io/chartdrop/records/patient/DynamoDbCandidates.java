package io.chartdrop.records.patient;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.patient.DynamoDbCalls.Projection;
import io.chartdrop.records.patient.RecordKeys.ItemKey;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Keys of an index, made whole: their items are read in batches. The first is small, the next ones
 * hold what about half a megabyte would, by the size of the items so far; so a page of short notes
 * takes few calls, and one of long notes little memory.
 */
final class DynamoDbCandidates implements Iterator<Candidate> {
  private static final int FIRST_BATCH = 25;
  private static final int MAX_BATCH = 100;
  private static final long BATCH_BYTES = 512 * 1024;

  /** Keys that are ruled out before a batch is full end it all the same. */
  private static final int MAX_KEYS_OF_A_BATCH = 1000;

  private final TenantId tenant;
  private final Iterator<DynamoDbMerge.Entry> keys;
  private final Predicate<String> mayMatch;
  private final DynamoDbCalls calls;
  private final BackOff.Tries tries;
  private final Deque<Candidate> ready = new ArrayDeque<>();
  private int batch;
  private long itemsRead;
  private long bytesRead;

  /**
   * @param wanted how many records the page may need
   */
  DynamoDbCandidates(
      TenantId tenant,
      Iterator<DynamoDbMerge.Entry> keys,
      Predicate<String> mayMatch,
      DynamoDbCalls calls,
      BackOff.Tries tries,
      int wanted) {
    this.tenant = tenant;
    this.keys = keys;
    this.mayMatch = mayMatch;
    this.calls = calls;
    this.tries = tries;
    this.batch = Math.min(wanted, FIRST_BATCH);
  }

  @Override
  public boolean hasNext() {
    if (ready.isEmpty() && keys.hasNext()) {
      readBatch();
    }
    return !ready.isEmpty();
  }

  @Override
  public Candidate next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void readBatch() {
    List<DynamoDbMerge.Entry> entries = new ArrayList<>();
    List<ItemKey> wanted = new ArrayList<>(batch);
    while (keys.hasNext() && wanted.size() < batch && entries.size() < MAX_KEYS_OF_A_BATCH) {
      DynamoDbMerge.Entry entry = keys.next();
      entries.add(entry);
      if (mayMatch.test(entry.sortKey())) {
        wanted.add(RecordItem.key(entry.item()));
      }
    }
    Map<ItemKey, Map<String, AttributeValue>> items =
        DynamoDbCalls.byKey(calls.get(wanted, Projection.ALL, tries));
    for (DynamoDbMerge.Entry entry : entries) {
      Map<String, AttributeValue> item = items.get(RecordItem.key(entry.item()));
      ready.add(
          item == null ? ofKey(entry) : DynamoDbItems.candidate(tenant, entry.sortKey(), item));
    }
    ready.stream().filter(candidate -> candidate.record().isPresent()).forEach(this::learn);
    if (itemsRead > 0) {
      batch = (int) Math.max(4, Math.min(MAX_BATCH, BATCH_BYTES * itemsRead / bytesRead));
    }
  }

  private void learn(Candidate candidate) {
    itemsRead++;
    bytesRead += candidate.bytes();
  }

  private static Candidate ofKey(DynamoDbMerge.Entry entry) {
    return new Candidate(entry.sortKey(), Optional.empty(), ItemSize.of(entry.item()));
  }
}
