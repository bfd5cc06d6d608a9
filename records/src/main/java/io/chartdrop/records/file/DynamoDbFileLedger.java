package io.chartdrop.records.file;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.Fence;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** The ledger in the {@code files} table. */
public final class DynamoDbFileLedger implements FileLedger, FileAnnouncements {
  private static final int MAX_LIMIT = 100;

  private final DynamoDbClient client;
  private final TableNames tables;
  private final BackOff backOff;

  public DynamoDbFileLedger(DynamoDbClient client, TableNames tables) {
    this(client, tables, BackOff.asleep());
  }

  DynamoDbFileLedger(DynamoDbClient client, TableNames tables, BackOff backOff) {
    this.client = client;
    this.tables = tables;
    this.backOff = backOff;
  }

  @Override
  public Optional<LedgerEntry> find(TenantId tenant, FileId fileId) {
    Map<String, AttributeValue> item =
        client
            .getItem(
                get ->
                    get.tableName(tables.files())
                        .key(LedgerItem.keyOf(tenant, fileId))
                        .consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(new LedgerItem(item).entry());
  }

  @Override
  public LedgerPage list(
      TenantId tenant, Optional<FileStatus> status, int limit, Optional<FileId> after) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " files");
    }
    DynamoDbExpression expression = new DynamoDbExpression();
    String partition =
        status
            .map(s -> equal(expression, LedgerItem.BY_STATUS_PK, LedgerItem.statusKey(tenant, s)))
            .orElseGet(() -> equal(expression, LedgerItem.PK, tenant.value()));
    String condition =
        partition
            + after
                .map(id -> " AND " + expression.a(LedgerItem.SK) + " < " + expression.v(id.value()))
                .orElse("");
    QueryRequest.Builder query =
        QueryRequest.builder()
            .tableName(tables.files())
            .keyConditionExpression(condition)
            .expressionAttributeNames(expression.names())
            .expressionAttributeValues(expression.values())
            .scanIndexForward(false)
            .limit(limit);
    if (status.isPresent()) {
      query.indexName(LedgerItem.BY_STATUS);
    } else {
      query.consistentRead(true);
    }
    QueryResponse response = client.query(query.build());
    List<Map<String, AttributeValue>> items =
        status.isPresent() ? hydrate(response.items()) : response.items();
    Optional<FileId> next =
        response.hasLastEvaluatedKey() && !response.lastEvaluatedKey().isEmpty()
            ? Optional.of(new FileId(LedgerItem.textOf(response.lastEvaluatedKey(), LedgerItem.SK)))
            : Optional.empty();
    return new LedgerPage(items.stream().map(item -> new LedgerItem(item).entry()).toList(), next);
  }

  @Override
  public void announce(InboxVersion version, FileId fileId, Optional<FileId> retryOf) {
    DynamoDbExpression e = new DynamoDbExpression();
    String absent = "attribute_not_exists(" + e.a(LedgerItem.PK) + ")";
    try {
      client.putItem(
          put ->
              put.tableName(tables.files())
                  .item(LedgerItem.announced(version, fileId, retryOf))
                  .conditionExpression(absent)
                  .expressionAttributeNames(e.names()));
    } catch (ConditionalCheckFailedException known) {
      // A reader claimed it first, or the SDK's second try met its first.
    }
  }

  private static String equal(DynamoDbExpression expression, String attribute, String value) {
    return expression.a(attribute) + " = " + expression.v(value);
  }

  /** The index has only keys; the rows behind them are read whole, in the index's order. */
  private List<Map<String, AttributeValue>> hydrate(List<Map<String, AttributeValue>> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Map<String, KeysAndAttributes> wanted =
        Map.of(
            tables.files(),
            KeysAndAttributes.builder()
                .keys(
                    keys.stream()
                        .map(
                            key ->
                                Map.of(
                                    LedgerItem.PK,
                                    key.get(LedgerItem.PK),
                                    LedgerItem.SK,
                                    key.get(LedgerItem.SK)))
                        .toList())
                .consistentRead(true)
                .build());
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    BackOff.Tries tries = backOff.tries(Fence.NONE);
    while (!wanted.isEmpty()) {
      Map<String, KeysAndAttributes> asked = wanted;
      var response = client.batchGetItem(get -> get.requestItems(asked));
      items.addAll(response.responses().getOrDefault(tables.files(), List.of()));
      wanted = response.unprocessedKeys();
      if (!wanted.isEmpty()) {
        tries.failed();
      }
    }
    items.sort(
        Comparator.comparing((Map<String, AttributeValue> i) -> LedgerItem.textOf(i, LedgerItem.SK))
            .reversed());
    return items;
  }
}
