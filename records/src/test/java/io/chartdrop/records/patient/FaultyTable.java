package io.chartdrop.records.patient;

import io.chartdrop.records.patient.RecordKeys.ItemKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** A records table that fails as told, and refuses what DynamoDB refuses of a batch. */
final class FaultyTable implements DynamoDbClient {
  static final String NAME = "records";

  final Map<ItemKey, Map<String, AttributeValue>> items = new HashMap<>();

  /** What each call was, in order: {@code get 100}, {@code write 25}. */
  final List<String> calls = new ArrayList<>();

  /** The faults of the next calls, one each; an empty one lets its call through. */
  final Deque<Optional<RuntimeException>> faults = new ArrayDeque<>();

  /** As {@link #faults}, but thrown after the call took effect. */
  final Deque<Optional<RuntimeException>> lateFaults = new ArrayDeque<>();

  /** Which keys a batch leaves unprocessed. */
  Predicate<ItemKey> unprocessed = key -> false;

  /** Which keys the store will not take, nor read. */
  Predicate<ItemKey> guiltyOnWrite = key -> false;

  Predicate<ItemKey> guiltyOnRead = key -> false;

  static DynamoDbException error(String code, int status) {
    return (DynamoDbException)
        DynamoDbException.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .message(code)
            .build();
  }

  static DynamoDbException validation() {
    return error("ValidationException", 400);
  }

  @Override
  public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
    KeysAndAttributes asked = request.requestItems().get(NAME);
    return call(
        "get " + asked.keys().size(),
        () -> {
          check(asked.consistentRead() && asked.keys().size() <= 100);
          List<ItemKey> keys = distinct(asked.keys());
          check(keys.stream().noneMatch(guiltyOnRead));
          List<Map<String, AttributeValue>> found = new ArrayList<>();
          List<Map<String, AttributeValue>> left = new ArrayList<>();
          for (ItemKey key : keys) {
            if (unprocessed.test(key)) {
              left.add(RecordItem.key(key));
            } else if (items.containsKey(key)) {
              found.add(items.get(key));
            }
          }
          return BatchGetItemResponse.builder()
              .responses(Map.of(NAME, found))
              .unprocessedKeys(
                  left.isEmpty() ? Map.of() : Map.of(NAME, asked.toBuilder().keys(left).build()))
              .build();
        });
  }

  @Override
  public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
    List<WriteRequest> asked = request.requestItems().get(NAME);
    return call(
        "write " + asked.size(),
        () -> {
          check(asked.size() <= 25);
          List<ItemKey> keys =
              distinct(asked.stream().map(put -> put.putRequest().item()).toList());
          check(keys.stream().noneMatch(guiltyOnWrite));
          List<WriteRequest> left = new ArrayList<>();
          for (WriteRequest put : asked) {
            ItemKey key = RecordItem.key(put.putRequest().item());
            if (unprocessed.test(key)) {
              left.add(put);
            } else {
              items.put(key, put.putRequest().item());
            }
          }
          return BatchWriteItemResponse.builder()
              .unprocessedItems(left.isEmpty() ? Map.of() : Map.of(NAME, left))
              .build();
        });
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    return call(
        "get one",
        () -> {
          ItemKey key = RecordItem.key(request.key());
          check(!guiltyOnRead.test(key));
          return items.containsKey(key)
              ? GetItemResponse.builder().item(items.get(key)).build()
              : GetItemResponse.builder().build();
        });
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    return call(
        "write one",
        () -> {
          ItemKey key = RecordItem.key(request.item());
          check(!guiltyOnWrite.test(key));
          items.put(key, request.item());
          return PutItemResponse.builder().build();
        });
  }

  @Override
  public QueryResponse query(QueryRequest request) {
    Map<String, AttributeValue> values = request.expressionAttributeValues();
    String partition = request.expressionAttributeNames().get("#partition");
    String sort = request.expressionAttributeNames().get("#sort");
    String after = request.hasExclusiveStartKey() ? request.exclusiveStartKey().get(sort).s() : "";
    return call(
        "query",
        () -> {
          List<Map<String, AttributeValue>> page =
              items.values().stream()
                  .filter(item -> item.get(partition).equals(values.get(":partition")))
                  .filter(item -> Utf8.compare(item.get(sort).s(), values.get(":low").s()) >= 0)
                  .filter(item -> Utf8.compare(item.get(sort).s(), values.get(":high").s()) <= 0)
                  .filter(item -> Utf8.compare(item.get(sort).s(), after) > 0)
                  .sorted(Comparator.comparing(item -> item.get(sort).s(), Utf8::compare))
                  .limit(request.limit())
                  .toList();
          QueryResponse.Builder response = QueryResponse.builder().items(page);
          return page.size() < request.limit()
              ? response.build()
              : response.lastEvaluatedKey(page.get(page.size() - 1)).build();
        });
  }

  private synchronized <T> T call(String what, Supplier<T> call) {
    calls.add(what);
    throwIfAny(faults);
    T answer = call.get();
    throwIfAny(lateFaults);
    return answer;
  }

  private static void throwIfAny(Deque<Optional<RuntimeException>> faults) {
    if (!faults.isEmpty()) {
      faults
          .remove()
          .ifPresent(
              fault -> {
                throw fault;
              });
    }
  }

  private static List<ItemKey> distinct(List<Map<String, AttributeValue>> items) {
    List<ItemKey> keys = items.stream().map(RecordItem::key).toList();
    Set<ItemKey> distinct = new HashSet<>(keys);
    check(distinct.size() == keys.size() && !keys.isEmpty());
    return keys;
  }

  private static void check(boolean valid) {
    if (!valid) {
      throw validation();
    }
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}
}
