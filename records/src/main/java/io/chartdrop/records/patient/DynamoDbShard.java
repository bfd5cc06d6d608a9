package io.chartdrop.records.patient;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/**
 * One partition of an access path, read lazily in pages that double in size: most queries end in
 * the first, and one that does not shall not pay a call for every few keys.
 */
final class DynamoDbShard {
  private static final int MAX_PAGE = 500;

  private final DynamoDbClient client;
  private final QueryRequest query;
  private final String sortName;
  private final Deque<Map<String, AttributeValue>> buffer = new ArrayDeque<>();
  private Map<String, AttributeValue> lastKey = Map.of();
  private boolean exhausted;
  private int pageSize;

  /**
   * @param low included
   * @param pageSize items of the first page
   */
  DynamoDbShard(
      DynamoDbClient client,
      String table,
      AccessPath path,
      String partition,
      String low,
      int pageSize) {
    this.client = client;
    this.sortName = path.sortName();
    this.pageSize = pageSize;
    this.query =
        QueryRequest.builder()
            .tableName(table)
            .indexName(path.index().orElse(null))
            .consistentRead(path.index().isEmpty())
            .keyConditionExpression("#partition = :partition AND #sort BETWEEN :low AND :high")
            .expressionAttributeNames(
                Map.of("#partition", path.partitionName(), "#sort", path.sortName()))
            .expressionAttributeValues(
                Map.of(
                    ":partition", RecordItem.text(partition),
                    ":low", RecordItem.text(low),
                    ":high", RecordItem.text(path.high())))
            .build();
  }

  /** Whether there is one more; may read a page. */
  boolean hasNext() {
    while (buffer.isEmpty() && !exhausted) {
      QueryRequest.Builder page = query.toBuilder().limit(pageSize);
      if (!lastKey.isEmpty()) {
        page.exclusiveStartKey(lastKey);
      }
      QueryResponse response = client.query(page.build());
      buffer.addAll(response.items());
      lastKey = response.lastEvaluatedKey();
      exhausted = lastKey.isEmpty();
      pageSize = Math.min(2 * pageSize, MAX_PAGE);
    }
    return !buffer.isEmpty();
  }

  /** The sort key of the next one; only if there is one. */
  String sortKey() {
    return sortKey(buffer.element());
  }

  Map<String, AttributeValue> next() {
    return buffer.remove();
  }

  private String sortKey(Map<String, AttributeValue> item) {
    AttributeValue value = item.get(sortName);
    if (value == null) {
      throw new IllegalStateException("An item of an index has no " + sortName);
    }
    return value.s();
  }
}
