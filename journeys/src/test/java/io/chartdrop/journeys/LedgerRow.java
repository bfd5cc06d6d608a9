package io.chartdrop.journeys;

import java.util.Map;
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
    Optional<String> duplicateOf) {

  static LedgerRow of(Map<String, AttributeValue> item) {
    return new LedgerRow(
        item.get("sk").s(),
        item.get("name").s(),
        item.get("status").s(),
        number(item, "attempts"),
        number(item, "read"),
        number(item, "new"),
        number(item, "known"),
        number(item, "rejected"),
        Optional.ofNullable(item.get("duplicate_of")).map(AttributeValue::s));
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(item.get(name).n());
  }

  boolean isClosed() {
    return !status.equals("RECEIVED") && !status.equals("PROCESSING");
  }

  long sumOfParts() {
    return added + known + rejected;
  }
}
