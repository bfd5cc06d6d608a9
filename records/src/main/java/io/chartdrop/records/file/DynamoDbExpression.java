package io.chartdrop.records.file;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The placeholders of one DynamoDB expression. Every attribute gets one: many of our names, such as
 * {@code status} and {@code owner}, are reserved words there.
 */
final class DynamoDbExpression {
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, AttributeValue> values = new HashMap<>();

  /** The placeholder of an attribute. */
  String a(String attribute) {
    String placeholder = "#" + attribute;
    names.put(placeholder, attribute);
    return placeholder;
  }

  /** The placeholder of a value. */
  String v(AttributeValue value) {
    String placeholder = ":v" + values.size();
    values.put(placeholder, value);
    return placeholder;
  }

  String v(String value) {
    return v(AttributeValue.fromS(value));
  }

  String v(long value) {
    return v(AttributeValue.fromN(Long.toString(value)));
  }

  Map<String, String> names() {
    return names;
  }

  /** Null when there are none: DynamoDB refuses an empty map. */
  @SuppressWarnings("NullAway") // the SDK's builders take null for "not set"
  Map<String, AttributeValue> values() {
    return values.isEmpty() ? null : values;
  }
}
