package io.chartdrop.records.patient;

import io.chartdrop.records.BackOff.Tries;
import io.chartdrop.records.patient.RecordKeys.ItemKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.RequestLimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Calls on the records table that end only in an answer, in a fault that is no throttling, or when
 * the fence throws. What a batch leaves unprocessed is asked for again: at once while there is
 * progress, after a back-off when there is none.
 */
final class DynamoDbCalls {
  private static final int MAX_PUTS = 25;
  private static final int MAX_GETS = 100;

  private final DynamoDbClient client;
  private final String table;

  DynamoDbCalls(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  /** Which attributes a read brings; all of them, or those of one projection. */
  record Projection(Optional<String> expression, Map<String, String> names) {
    static final Projection ALL = new Projection(Optional.empty(), Map.of());

    /** The key, and which line of which file stored it. */
    static final Projection PROVENANCE =
        new Projection(
            Optional.of("#pk, #sk, #file_id, #line"),
            Map.of(
                "#pk", RecordItem.PK,
                "#sk", RecordItem.SK,
                "#file_id", RecordItem.FILE_ID,
                "#line", RecordItem.LINE));
  }

  /**
   * The items that are there, in no order. Reads are consistent.
   *
   * @param keys no two alike
   */
  List<Map<String, AttributeValue>> get(
      Collection<ItemKey> keys, Projection projection, Tries tries) {
    Deque<Map<String, AttributeValue>> left = new ArrayDeque<>();
    keys.forEach(key -> left.add(RecordItem.key(key)));
    List<Map<String, AttributeValue>> found = new ArrayList<>(keys.size());
    while (!left.isEmpty()) {
      List<Map<String, AttributeValue>> asked = take(left, MAX_GETS);
      KeysAndAttributes.Builder request =
          KeysAndAttributes.builder().keys(asked).consistentRead(true);
      projection
          .expression()
          .ifPresent(
              text ->
                  request.projectionExpression(text).expressionAttributeNames(projection.names()));
      Map<String, KeysAndAttributes> tables = Map.of(table, request.build());
      BatchGetItemResponse response =
          untilCalm(() -> client.batchGetItem(get -> get.requestItems(tables)), tries);
      found.addAll(response.responses().getOrDefault(table, List.of()));
      KeysAndAttributes unprocessed = response.unprocessedKeys().get(table);
      leave(left, unprocessed == null ? List.of() : unprocessed.keys(), asked.size(), tries);
    }
    return found;
  }

  Optional<Map<String, AttributeValue>> get(ItemKey key, Projection projection, Tries tries) {
    Map<String, AttributeValue> item =
        untilCalm(
                () ->
                    client.getItem(
                        get -> {
                          get.tableName(table).key(RecordItem.key(key)).consistentRead(true);
                          projection
                              .expression()
                              .ifPresent(
                                  text ->
                                      get.projectionExpression(text)
                                          .expressionAttributeNames(projection.names()));
                        }),
                tries)
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(item);
  }

  /** The items of refused batches, and why the last of them was refused. */
  record Refusal(List<Map<String, AttributeValue>> notStored, Optional<DynamoDbException> reason) {}

  /**
   * Puts items, no two of one key.
   *
   * @return the items of the batches that were refused whole because of one or more items in them
   */
  Refusal put(Collection<Map<String, AttributeValue>> items, Tries tries) {
    Deque<WriteRequest> left = new ArrayDeque<>();
    items.forEach(
        item -> left.add(WriteRequest.builder().putRequest(put -> put.item(item)).build()));
    List<Map<String, AttributeValue>> refused = new ArrayList<>();
    Optional<DynamoDbException> reason = Optional.empty();
    while (!left.isEmpty()) {
      List<WriteRequest> asked = take(left, MAX_PUTS);
      Map<String, List<WriteRequest>> tables = Map.of(table, asked);
      try {
        List<WriteRequest> unprocessed =
            untilCalm(() -> client.batchWriteItem(put -> put.requestItems(tables)), tries)
                .unprocessedItems()
                .getOrDefault(table, List.of());
        leave(left, unprocessed, asked.size(), tries);
      } catch (DynamoDbException e) {
        if (!isRefusal(e)) {
          throw e;
        }
        reason = Optional.of(e);
        asked.forEach(request -> refused.add(request.putRequest().item()));
      }
    }
    return new Refusal(refused, reason);
  }

  void put(Map<String, AttributeValue> item, Tries tries) {
    untilCalm(() -> client.putItem(put -> put.tableName(table).item(item)), tries);
  }

  /** Deletes items, no two of one key; those that are gone already are none. */
  void delete(Collection<ItemKey> keys, Tries tries) {
    Deque<WriteRequest> left = new ArrayDeque<>();
    keys.forEach(
        key ->
            left.add(
                WriteRequest.builder().deleteRequest(d -> d.key(RecordItem.key(key))).build()));
    while (!left.isEmpty()) {
      List<WriteRequest> asked = take(left, MAX_PUTS);
      Map<String, List<WriteRequest>> tables = Map.of(table, asked);
      List<WriteRequest> unprocessed =
          untilCalm(() -> client.batchWriteItem(write -> write.requestItems(tables)), tries)
              .unprocessedItems()
              .getOrDefault(table, List.of());
      leave(left, unprocessed, asked.size(), tries);
    }
  }

  /**
   * Deletes an item unless another line or file has stored it anew meanwhile.
   *
   * @param item in the {@link Projection#PROVENANCE}
   */
  boolean deleteIfStill(Map<String, AttributeValue> item, Tries tries) {
    try {
      untilCalm(
          () ->
              client.deleteItem(
                  delete ->
                      delete
                          .tableName(table)
                          .key(RecordItem.key(RecordItem.key(item)))
                          .conditionExpression("#file_id = :file_id AND #line = :line")
                          .expressionAttributeNames(
                              Map.of("#file_id", RecordItem.FILE_ID, "#line", RecordItem.LINE))
                          .expressionAttributeValues(
                              Map.of(
                                  ":file_id", item.get(RecordItem.FILE_ID),
                                  ":line", item.get(RecordItem.LINE)))),
          tries);
      return true;
    } catch (ConditionalCheckFailedException another) {
      return false;
    }
  }

  /** Whether the store will not take what was sent, now or later, and said so of the content. */
  static boolean isRefusal(DynamoDbException e) {
    return e.awsErrorDetails() != null
        && "ValidationException".equals(e.awsErrorDetails().errorCode());
  }

  private static <T> List<T> take(Deque<T> left, int most) {
    List<T> taken = new ArrayList<>(Math.min(most, left.size()));
    while (taken.size() < most && !left.isEmpty()) {
      taken.add(left.remove());
    }
    return taken;
  }

  private static <T> void leave(Deque<T> left, List<T> unprocessed, int asked, Tries tries) {
    left.addAll(unprocessed);
    if (unprocessed.size() < asked) {
      tries.progressed();
    } else {
      tries.failed();
    }
  }

  private static <T> T untilCalm(Supplier<T> call, Tries tries) {
    while (true) {
      tries.begin();
      try {
        return call.get();
      } catch (DynamoDbException e) {
        if (!isThrottling(e)) {
          throw e;
        }
        tries.failed();
      }
    }
  }

  private static boolean isThrottling(DynamoDbException e) {
    return e instanceof ProvisionedThroughputExceededException
        || e instanceof RequestLimitExceededException
        || e instanceof ThrottlingException
        || e.isThrottlingException();
  }

  /** By table key. */
  static Map<ItemKey, Map<String, AttributeValue>> byKey(
      Collection<Map<String, AttributeValue>> items) {
    Map<ItemKey, Map<String, AttributeValue>> byKey = new HashMap<>();
    items.forEach(item -> byKey.put(RecordItem.key(item), item));
    return byKey;
  }
}
