package io.chartdrop.records.file;

import io.chartdrop.records.file.ContentVerdict.Done;
import io.chartdrop.records.file.ContentVerdict.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A row of the {@code idempotency} table: {@code CLAIMED(file_id, owner, lease_until)}, later
 * {@code DONE(file_id, settings_hash, with_rejects, expires_at)}.
 */
final class ContentItem {
  static final String PK = "pk";
  static final String STATE = "state";
  static final String CLAIMED = "CLAIMED";
  static final String DONE = "DONE";
  static final String FILE_ID = "file_id";
  static final String OWNER = "owner";
  static final String LEASE_UNTIL = "lease_until";
  static final String SETTINGS_HASH = "settings_hash";
  static final String WITH_REJECTS = "with_rejects";
  static final String EXPIRES_AT = "expires_at";

  /** Bytes are remembered for longer than a year: clinics re-send last year's export. */
  private static final Duration REMEMBERED = Duration.ofDays(430);

  private ContentItem() {}

  static Map<String, AttributeValue> keyOf(ContentKey key) {
    return Map.of(PK, AttributeValue.fromS(key.toString()));
  }

  static Map<String, AttributeValue> claimed(ContentKey key, Claim claim, Instant leaseUntil) {
    Map<String, AttributeValue> item = new HashMap<>(keyOf(key));
    item.put(STATE, AttributeValue.fromS(CLAIMED));
    item.put(FILE_ID, AttributeValue.fromS(claim.fileId().value()));
    item.put(OWNER, AttributeValue.fromS(claim.owner()));
    item.put(LEASE_UNTIL, AttributeValue.fromN(Long.toString(leaseUntil.toEpochMilli())));
    return item;
  }

  /** What an item that refused a claim says. */
  static ContentVerdict verdict(Map<String, AttributeValue> item) {
    FileId file = new FileId(LedgerItem.textOf(item, FILE_ID));
    return DONE.equals(LedgerItem.textOf(item, STATE)) ? new Done(file) : new Waiting(file);
  }

  /** The condition that the bytes are this very attempt's. */
  static String claimedBy(DynamoDbExpression e, Claim claim) {
    return "%s = %s AND %s = %s"
        .formatted(e.a(STATE), e.v(CLAIMED), e.a(OWNER), e.v(claim.owner()));
  }

  /**
   * The part of the closing transaction that settles the bytes: done if their rows were taken, free
   * again if not. Only while the claim is this file's.
   */
  static TransactWriteItem settle(
      String table, ContentKey key, Claim claim, FileStatus status, Instant now) {
    DynamoDbExpression e = new DynamoDbExpression();
    String mine = claimedBy(e, claim);
    if (status != FileStatus.COMPLETED && status != FileStatus.COMPLETED_WITH_REJECTS) {
      return TransactWriteItem.builder()
          .delete(
              Delete.builder()
                  .tableName(table)
                  .key(keyOf(key))
                  .conditionExpression(mine)
                  .expressionAttributeNames(e.names())
                  .expressionAttributeValues(e.values())
                  .build())
          .build();
    }
    Map<String, AttributeValue> item = new HashMap<>(keyOf(key));
    item.put(STATE, AttributeValue.fromS(DONE));
    item.put(FILE_ID, AttributeValue.fromS(claim.fileId().value()));
    item.put(SETTINGS_HASH, AttributeValue.fromS(claim.settings().settingsHash()));
    item.put(WITH_REJECTS, AttributeValue.fromBool(status == FileStatus.COMPLETED_WITH_REJECTS));
    item.put(
        EXPIRES_AT, AttributeValue.fromN(Long.toString(now.plus(REMEMBERED).getEpochSecond())));
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(mine)
                .expressionAttributeNames(e.names())
                .expressionAttributeValues(e.values())
                .build())
        .build();
  }
}
