package io.chartdrop.records.patient;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.Fence;
import io.chartdrop.records.patient.DynamoDbCalls.Projection;
import io.chartdrop.records.patient.DynamoDbCalls.Refusal;
import io.chartdrop.records.patient.RecordKeys.ItemKey;
import io.chartdrop.records.patient.RecordStore.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * One chunk on its way into the table: the keys that are there are read, the others are put. A
 * batch that the store refuses is taken apart, so that the guilty row alone is refused.
 *
 * <p>When the store refuses every one of several new rows, the fault is sooner ours (a table with
 * another key, a measure that is wrong) than that of each row: the refusal is thrown, the file
 * waits, and nobody's rows are rejected for it.
 */
final class DynamoDbChunk {
  private final DynamoDbCalls calls;
  private final KeysInFlight inFlight;
  private final Fence fence;
  private final BackOff.Tries tries;
  private final List<PatientRecord> chunk;
  private final Outcome[] outcomes;

  /** The distinct records, and at which places of the chunk each stands. */
  private final Map<ItemKey, RecordKeys> keys = new LinkedHashMap<>();

  private final Map<ItemKey, List<Integer>> places = new HashMap<>();
  private final Set<ItemKey> refused = new HashSet<>();

  DynamoDbChunk(
      DynamoDbCalls calls,
      BackOff backOff,
      KeysInFlight inFlight,
      List<PatientRecord> chunk,
      Fence fence) {
    this.calls = calls;
    this.inFlight = inFlight;
    this.fence = fence;
    this.tries = backOff.tries(fence);
    this.chunk = chunk;
    this.outcomes = new Outcome[chunk.size()];
  }

  List<Outcome> store() {
    Arrays.fill(outcomes, Outcome.REFUSED);
    for (int i = 0; i < chunk.size(); i++) {
      if (RecordItem.fits(chunk.get(i))) {
        RecordKeys its = RecordKeys.of(chunk.get(i));
        keys.putIfAbsent(its.item(), its);
        places.computeIfAbsent(its.item(), key -> new ArrayList<>()).add(i);
      }
    }
    Set<ItemKey> mine = Set.copyOf(keys.keySet());
    return inFlight.holding(
        mine,
        fence,
        () -> {
          settleKnown();
          putNew();
          return List.of(outcomes);
        });
  }

  private void settleKnown() {
    for (Map<String, AttributeValue> stored : readProvenance()) {
      ItemKey key = RecordItem.key(stored);
      keys.remove(key);
      for (int place : placesOf(key)) {
        outcomes[place] = isOurs(stored, chunk.get(place)) ? Outcome.NEW : Outcome.KNOWN;
      }
    }
  }

  /** Whether it was stored by an earlier attempt at this very row. */
  private static boolean isOurs(Map<String, AttributeValue> stored, PatientRecord record) {
    return RecordItem.text(record.fileId().value()).equals(stored.get(RecordItem.FILE_ID))
        && AttributeValue.fromN(Long.toString(record.line())).equals(stored.get(RecordItem.LINE));
  }

  private List<Map<String, AttributeValue>> readProvenance() {
    try {
      return calls.get(keys.keySet(), Projection.PROVENANCE, tries);
    } catch (DynamoDbException e) {
      if (!DynamoDbCalls.isRefusal(e)) {
        throw e;
      }
      return readOneByOne(e);
    }
  }

  private List<Map<String, AttributeValue>> readOneByOne(DynamoDbException reason) {
    List<Map<String, AttributeValue>> found = new ArrayList<>();
    for (ItemKey key : keys.keySet()) {
      try {
        calls.get(key, Projection.PROVENANCE, tries).ifPresent(found::add);
      } catch (DynamoDbException e) {
        refuse(key, e);
      }
    }
    blameUsIfAllAre(keys.size(), reason);
    keys.keySet().removeAll(refused);
    return found;
  }

  private void putNew() {
    List<Map<String, AttributeValue>> items = new ArrayList<>(keys.size());
    keys.forEach((key, its) -> items.add(RecordItem.of(firstOf(key), its)));
    Refusal refusal = calls.put(items, tries);
    for (Map<String, AttributeValue> item : refusal.notStored()) {
      try {
        calls.put(item, tries);
      } catch (DynamoDbException e) {
        refuse(RecordItem.key(item), e);
      }
    }
    refusal.reason().ifPresent(reason -> blameUsIfAllAre(keys.size(), reason));
    keys.keySet().removeAll(refused);
    for (ItemKey key : keys.keySet()) {
      placesOf(key).forEach(place -> outcomes[place] = Outcome.KNOWN);
      outcomes[placesOf(key).get(0)] = Outcome.NEW;
    }
  }

  private void refuse(ItemKey key, DynamoDbException e) {
    if (!DynamoDbCalls.isRefusal(e)) {
      throw e;
    }
    refused.add(key);
  }

  private void blameUsIfAllAre(int asked, DynamoDbException reason) {
    if (asked > 1 && keys.keySet().stream().allMatch(refused::contains)) {
      throw reason;
    }
  }

  private PatientRecord firstOf(ItemKey key) {
    return chunk.get(placesOf(key).get(0));
  }

  private List<Integer> placesOf(ItemKey key) {
    return places.getOrDefault(key, List.of());
  }
}
