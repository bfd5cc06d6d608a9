package io.chartdrop.records.file;

import io.chartdrop.records.TableNames;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Content claims in the {@code idempotency} table. */
public final class DynamoDbContentClaims implements ContentClaims {
  private final DynamoDbClient client;
  private final TableNames tables;
  private final Clock clock;

  public DynamoDbContentClaims(DynamoDbClient client, TableNames tables, Clock clock) {
    this.client = client;
    this.tables = tables;
    this.clock = clock;
  }

  @Override
  public ContentVerdict add(ContentKey key, Claim claim, Duration lease) {
    Instant now = clock.instant();
    DynamoDbExpression e = new DynamoDbExpression();
    String state = e.a(ContentItem.STATE);
    String free =
        "attribute_not_exists(%s)".formatted(e.a(ContentItem.PK))
            + " OR (%s = %s AND (%s = %s OR %s <= %s))"
                .formatted(
                    state,
                    e.v(ContentItem.CLAIMED),
                    e.a(ContentItem.FILE_ID),
                    e.v(claim.fileId().value()),
                    e.a(ContentItem.LEASE_UNTIL),
                    e.v(now.toEpochMilli()))
            // Rows that were rejected under other settings may be good under these.
            + " OR (%s = %s AND %s = %s AND %s <> %s)"
                .formatted(
                    state,
                    e.v(ContentItem.DONE),
                    e.a(ContentItem.WITH_REJECTS),
                    e.v(AttributeValue.fromBool(true)),
                    e.a(ContentItem.SETTINGS_HASH),
                    e.v(claim.settings().settingsHash()));
    try {
      client.putItem(
          put ->
              put.tableName(tables.idempotency())
                  .item(ContentItem.claimed(key, claim, now.plus(lease)))
                  .conditionExpression(free)
                  .expressionAttributeNames(e.names())
                  .expressionAttributeValues(e.values())
                  .returnValuesOnConditionCheckFailure(
                      ReturnValuesOnConditionCheckFailure.ALL_OLD));
      return new ContentVerdict.Mine();
    } catch (ConditionalCheckFailedException taken) {
      return ContentItem.verdict(taken.item());
    }
  }

  @Override
  public boolean contains(ContentKey key) {
    return client
        .getItem(
            get ->
                get.tableName(tables.idempotency())
                    .key(ContentItem.keyOf(key))
                    .consistentRead(true))
        .hasItem();
  }

  @Override
  public void renew(ContentKey key, Claim claim, Duration lease) {
    DynamoDbExpression e = new DynamoDbExpression();
    String set =
        "SET %s = %s"
            .formatted(
                e.a(ContentItem.LEASE_UNTIL), e.v(clock.instant().plus(lease).toEpochMilli()));
    try {
      client.updateItem(
          update ->
              update
                  .tableName(tables.idempotency())
                  .key(ContentItem.keyOf(key))
                  .updateExpression(set)
                  .conditionExpression(ContentItem.claimedBy(e, claim))
                  .expressionAttributeNames(e.names())
                  .expressionAttributeValues(e.values()));
    } catch (ConditionalCheckFailedException lost) {
      throw new LeaseLostException(claim.fileId());
    }
  }

  @Override
  public void remove(ContentKey key, Claim claim) {
    DynamoDbExpression e = new DynamoDbExpression();
    try {
      client.deleteItem(
          delete ->
              delete
                  .tableName(tables.idempotency())
                  .key(ContentItem.keyOf(key))
                  .conditionExpression(ContentItem.claimedBy(e, claim))
                  .expressionAttributeNames(e.names())
                  .expressionAttributeValues(e.values()));
    } catch (ConditionalCheckFailedException notOurs) {
      // Another's claim or a done key is exactly what must stay.
      return;
    }
  }
}
