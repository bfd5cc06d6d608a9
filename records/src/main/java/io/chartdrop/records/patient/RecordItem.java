package io.chartdrop.records.patient;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.patient.RecordKeys.ItemKey;
import io.chartdrop.records.tenant.TenantId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A record as an item of the table. Beside the keys it has the attributes that the API shows, by
 * the same names. {@code extra} is a list of pairs {@code [header, value]}: a map would lose the
 * order of the columns, and has no place for the column without a header that Excel likes to
 * export.
 */
public final class RecordItem {
  /** What DynamoDB takes at most. */
  public static final int MAX_ITEM_BYTES = 400 * 1024;

  static final String PK = "pk";
  static final String SK = "sk";
  static final String FILE_ID = "file_id";
  static final String LINE = "line";

  /** More than names, keys and the attributes of bounded length of any record take together. */
  private static final int BOUNDED_BYTES = 8 * 1024;

  private RecordItem() {}

  /**
   * The size of the item, keys and names included, in bytes; DynamoDB may count a few less, never
   * more.
   *
   * @throws IllegalArgumentException if the year of its local time has not four digits
   */
  public static long bytes(PatientRecord record) {
    return ItemSize.of(of(record, RecordKeys.of(record)));
  }

  /** Whether the table can hold it: a larger row is {@code ITEM_TOO_LARGE}. */
  public static boolean fits(PatientRecord record) {
    return LocalText.canHold(record.dateTime())
        && (isSmallAtAGlance(record) || bytes(record) <= MAX_ITEM_BYTES);
  }

  /** Spares nearly every record the count: no character takes more than three bytes of UTF-8. */
  private static boolean isSmallAtAGlance(PatientRecord record) {
    long chars = record.firstName().length();
    chars += record.lastName().length();
    chars += record.doctorsNotes().length();
    for (Map.Entry<String, String> column : record.extra().entrySet()) {
      chars += column.getKey().length() + column.getValue().length() + 6;
    }
    return 3 * chars + BOUNDED_BYTES <= MAX_ITEM_BYTES;
  }

  static Map<String, AttributeValue> of(PatientRecord record, RecordKeys keys) {
    Map<String, AttributeValue> item = new HashMap<>(key(keys.item()));
    item.put("shard", text(keys.shard()));
    item.put("by_name_sk", text(keys.byName()));
    item.put("by_day_sk", text(keys.byDay()));
    item.put("medical_record_number", text(record.medicalRecordNumber()));
    item.put("first_name", text(record.firstName()));
    item.put("last_name", text(record.lastName()));
    item.put("date_time", text(LocalText.of(record.dateTime())));
    item.put("time_zone", text(record.timeZone().getId()));
    item.put("date_time_utc", text(record.dateTimeUtc().toString()));
    item.put("ambiguous_time", AttributeValue.fromBool(record.ambiguousTime()));
    item.put("doctors_notes", text(record.doctorsNotes()));
    item.put("extra", extra(record.extra()));
    item.put(FILE_ID, text(record.fileId().value()));
    item.put(LINE, AttributeValue.fromN(Long.toString(record.line())));
    item.put("received_at", text(record.receivedAt().toString()));
    return item;
  }

  static PatientRecord record(TenantId tenant, Map<String, AttributeValue> item) {
    return new PatientRecord(
        tenant,
        get(item, "medical_record_number").s(),
        get(item, "first_name").s(),
        get(item, "last_name").s(),
        LocalText.parse(get(item, "date_time").s()),
        ZoneId.of(get(item, "time_zone").s()),
        Instant.parse(get(item, "date_time_utc").s()),
        get(item, "ambiguous_time").bool(),
        get(item, "doctors_notes").s(),
        extra(get(item, "extra")),
        fileId(item),
        Long.parseLong(get(item, LINE).n()),
        Instant.parse(get(item, "received_at").s()));
  }

  static Map<String, AttributeValue> key(ItemKey key) {
    return Map.of(PK, text(key.partition()), SK, text(key.sort()));
  }

  static ItemKey key(Map<String, AttributeValue> item) {
    return new ItemKey(get(item, PK).s(), get(item, SK).s());
  }

  static FileId fileId(Map<String, AttributeValue> item) {
    return new FileId(get(item, FILE_ID).s());
  }

  static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue extra(Map<String, String> extra) {
    List<AttributeValue> columns = new ArrayList<>(extra.size());
    extra.forEach(
        (header, value) -> columns.add(AttributeValue.fromL(List.of(text(header), text(value)))));
    return AttributeValue.fromL(columns);
  }

  private static Map<String, String> extra(AttributeValue columns) {
    Map<String, String> extra = new LinkedHashMap<>();
    for (AttributeValue column : columns.l()) {
      extra.put(column.l().get(0).s(), column.l().get(1).s());
    }
    return extra;
  }

  private static AttributeValue get(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("An item of the records table has no " + name);
    }
    return value;
  }
}
