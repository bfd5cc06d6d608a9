package io.chartdrop.records.patient;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The size of an item as DynamoDB documents it: names and texts by their UTF-8, a number by its
 * digits, a byte for a boolean, 3 bytes for a list or map and one for each of its elements. Where
 * the documentation says "approximately", this says a byte more.
 */
final class ItemSize {
  private static final int COLLECTION = 3;
  private static final int ELEMENT = 1;

  private ItemSize() {}

  /** Bytes of all attributes with their names. */
  static long of(Map<String, AttributeValue> item) {
    long bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : item.entrySet()) {
      bytes += Utf8.length(attribute.getKey()) + of(attribute.getValue());
    }
    return bytes;
  }

  private static long of(AttributeValue value) {
    return switch (value.type()) {
      case S -> Utf8.length(value.s());
      case N -> value.n().length() / 2 + 2;
      case L -> COLLECTION + value.l().stream().mapToLong(element -> ELEMENT + of(element)).sum();
      case M -> COLLECTION + (long) value.m().size() * ELEMENT + of(value.m());
      case BOOL, NUL -> 1;
      default -> throw new IllegalArgumentException("No item of ours has a " + value.type());
    };
  }
}
