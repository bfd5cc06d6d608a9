package io.chartdrop.journeys;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A file in the ledger, as it lies in the table: no code of ours stands between. */
record LedgerRow(
    String fileId,
    String name,
    String status,
    long attempts,
    long read,
    long added,
    long known,
    long rejected,
    Optional<String> duplicateOf,
    Optional<String> rejectsKey) {

  /**
   * @throws NoSuchElementException where an attribute is missing; moto shows a new item before it
   *     has all of them
   */
  static LedgerRow of(Map<String, AttributeValue> item) {
    return new LedgerRow(
        text(item, "sk"),
        text(item, "name"),
        text(item, "status"),
        number(item, "attempts"),
        number(item, "read"),
        number(item, "new"),
        number(item, "known"),
        number(item, "rejected"),
        Optional.ofNullable(item.get("duplicate_of")).map(AttributeValue::s),
        Optional.ofNullable(item.get("rejects_key")).map(AttributeValue::s));
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return attribute(item, name).s();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(attribute(item, name).n());
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name))
        .orElseThrow(() -> new NoSuchElementException(name + " of " + item));
  }

  boolean isClosed() {
    return !status.equals("RECEIVED") && !status.equals("PROCESSING");
  }

  long sumOfParts() {
    return added + known + rejected;
  }
}
