package io.chartdrop.records.file;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.Fence;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.tenant.TenantId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Erasure in the {@code files}, {@code idempotency} and {@code summary} tables. */
public final class DynamoDbFileErasure implements FileErasure {
  private static final int MAX_DELETES = 25;

  private final DynamoDbClient client;
  private final TableNames tables;
  private final Clock clock;

  public DynamoDbFileErasure(DynamoDbClient client, TableNames tables, Clock clock) {
    this.client = client;
    this.tables = tables;
    this.clock = clock;
  }

  /** First the bytes: broken off behind them, the entry is not marked, and it is done again. */
  @Override
  public void undone(LedgerEntry entry, String notice) {
    entry.sha256().ifPresent(sha256 -> freeContent(entry, sha256));
    DynamoDbExpression e = new DynamoDbExpression();
    String set =
        "SET %s = %s, %3$s = list_append(%3$s, %4$s)"
            .formatted(
                e.a(LedgerItem.UNDONE_AT),
                e.v(clock.instant().toString()),
                e.a(LedgerItem.NOTICES),
                e.v(AttributeValue.fromL(List.of(AttributeValue.fromS(notice)))));
    String closedAndNotUndone =
        "attribute_exists(%s) AND attribute_not_exists(%s)"
            .formatted(e.a(LedgerItem.FINISHED_AT), e.a(LedgerItem.UNDONE_AT));
    try {
      client.updateItem(
          update ->
              update
                  .tableName(tables.files())
                  .key(LedgerItem.keyOf(entry.tenant(), entry.fileId()))
                  .updateExpression(set)
                  .conditionExpression(closedAndNotUndone)
                  .expressionAttributeNames(e.names())
                  .expressionAttributeValues(e.values()));
    } catch (ConditionalCheckFailedException before) {
      // The first time stays.
    }
  }

  /**
   * Unless they are another file's: who brought them again reads them, and is not undone. But the
   * bytes of a replay are remembered of the file that it repeats, too: sent again, they would be
   * that one's duplicate, and what only the replay had stored would stay away.
   */
  private void freeContent(LedgerEntry entry, String sha256) {
    DynamoDbExpression e = new DynamoDbExpression();
    String done = "%s = %s".formatted(e.a(ContentItem.STATE), e.v(ContentItem.DONE));
    if (entry.retryOf().isPresent()) {
      free(new ContentKey(entry.tenant(), sha256, Optional.of(entry.fileId())), e, done);
      free(new ContentKey(entry.tenant(), sha256, Optional.empty()), e, done);
    } else {
      String its =
          done + " AND %s = %s".formatted(e.a(ContentItem.FILE_ID), e.v(entry.fileId().value()));
      free(new ContentKey(entry.tenant(), sha256, Optional.empty()), e, its);
    }
  }

  private void free(ContentKey key, DynamoDbExpression e, String condition) {
    try {
      client.deleteItem(
          delete ->
              delete
                  .tableName(tables.idempotency())
                  .key(ContentItem.keyOf(key))
                  .conditionExpression(condition)
                  .expressionAttributeNames(e.names())
                  .expressionAttributeValues(e.values()));
    } catch (ConditionalCheckFailedException another) {
      // They are not remembered as this file's.
    }
  }

  @Override
  public List<FileId> held(TenantId tenant) {
    DynamoDbExpression e = new DynamoDbExpression();
    String condition = "%s = %s".formatted(e.a(LedgerItem.PK), e.v(tenant.value()));
    String filter =
        "%s = %s AND %s > %s"
            .formatted(
                e.a(LedgerItem.STATUS),
                e.v(FileStatus.PROCESSING.name()),
                e.a(LedgerItem.LEASE_UNTIL),
                e.v(clock.millis()));
    return client
        .queryPaginator(
            query ->
                query
                    .tableName(tables.files())
                    .keyConditionExpression(condition)
                    .filterExpression(filter)
                    .consistentRead(true)
                    .expressionAttributeNames(e.names())
                    .expressionAttributeValues(e.values()))
        .items()
        .stream()
        .map(item -> new LedgerItem(item).fileId())
        .toList();
  }

  @Override
  public Forgotten forget(TenantId tenant) {
    long contents = deleteAll(tables.idempotency(), contentsOf(tenant));
    long days = deleteAll(tables.summary(), itemsOf(tables.summary(), tenant));
    long files = deleteAll(tables.files(), itemsOf(tables.files(), tenant));
    return new Forgotten(files, contents, days);
  }

  private Iterable<Map<String, AttributeValue>> itemsOf(String table, TenantId tenant) {
    DynamoDbExpression e = new DynamoDbExpression();
    String condition = "%s = %s".formatted(e.a(LedgerItem.PK), e.v(tenant.value()));
    String keys = e.a(LedgerItem.PK) + ", " + e.a(LedgerItem.SK);
    return client
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression(condition)
                    .projectionExpression(keys)
                    .consistentRead(true)
                    .expressionAttributeNames(e.names())
                    .expressionAttributeValues(e.values()))
        .items();
  }

  /** Its key has no part to ask by, so all tenants' bytes are looked through: small items. */
  private Iterable<Map<String, AttributeValue>> contentsOf(TenantId tenant) {
    DynamoDbExpression e = new DynamoDbExpression();
    String filter = "begins_with(%s, %s)".formatted(e.a(ContentItem.PK), e.v(tenant + "#"));
    return client
        .scanPaginator(
            scan ->
                scan.tableName(tables.idempotency())
                    .filterExpression(filter)
                    .projectionExpression(e.a(ContentItem.PK))
                    .consistentRead(true)
                    .expressionAttributeNames(e.names())
                    .expressionAttributeValues(e.values()))
        .items();
  }

  /**
   * @param keys of items, and no more of them
   */
  private long deleteAll(String table, Iterable<Map<String, AttributeValue>> keys) {
    List<WriteRequest> batch = new ArrayList<>();
    long deleted = 0;
    for (Map<String, AttributeValue> key : keys) {
      batch.add(WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build());
      deleted++;
      if (batch.size() == MAX_DELETES) {
        write(table, batch);
        batch.clear();
      }
    }
    write(table, batch);
    return deleted;
  }

  /** What is left unprocessed is asked for again, after a while. */
  private void write(String table, List<WriteRequest> batch) {
    Map<String, List<WriteRequest>> left = batch.isEmpty() ? Map.of() : Map.of(table, batch);
    BackOff.Tries tries = BackOff.asleep().tries(Fence.NONE);
    while (!left.isEmpty()) {
      Map<String, List<WriteRequest>> asked = left;
      left = client.batchWriteItem(write -> write.requestItems(asked)).unprocessedItems();
      if (!left.isEmpty()) {
        tries.failed();
      }
    }
  }
}
