package io.chartdrop.records.file;

import io.chartdrop.records.tenant.TenantId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A file's row in the {@code files} table: its attributes, and the way back to the noun. */
final class LedgerItem {
  static final String PK = "pk";
  static final String SK = "sk";
  static final String BY_STATUS = "by_status";
  static final String BY_STATUS_PK = "by_status_pk";
  static final String KEY = "key";
  static final String VERSION_ID = "version_id";
  static final String NAME = "name";
  static final String BYTES = "bytes";
  static final String RECEIVED_AT = "received_at";
  static final String STATUS = "status";
  static final String OWNER = "owner";
  static final String LAST_OWNER = "last_owner";
  static final String LEASE_UNTIL = "lease_until";
  static final String ATTEMPTS = "attempts";
  static final String BEGUN = "begun";
  static final String READ = "read";
  static final String NEW = "new";
  static final String KNOWN = "known";
  static final String REJECTED = "rejected";
  static final String SHA256 = "sha256";
  static final String STARTED_AT = "started_at";
  static final String FINISHED_AT = "finished_at";
  static final String DUPLICATE_OF = "duplicate_of";
  static final String RETRY_OF = "retry_of";
  static final String PROBLEM_CODE = "problem_code";
  static final String PROBLEM_MESSAGE = "problem_message";
  static final String ORIGINAL_BUCKET = "original_bucket";
  static final String ORIGINAL_KEY = "original_key";
  static final String REJECTS_BUCKET = "rejects_bucket";
  static final String REJECTS_KEY = "rejects_key";
  static final String REPORT_BUCKET = "report_bucket";
  static final String REPORT_KEY = "report_key";
  static final String NOTICES = "notices";
  static final String UNDONE_AT = "undone_at";
  static final String SETTINGS = "settings";

  private final Map<String, AttributeValue> item;

  LedgerItem(Map<String, AttributeValue> item) {
    this.item = item;
  }

  /**
   * A text attribute that every item of its table has.
   *
   * @throws IllegalStateException naming the attribute if it is missing
   */
  static String textOf(Map<String, AttributeValue> item, String attribute) {
    AttributeValue value = item.get(attribute);
    if (value == null || value.s() == null) {
      throw new IllegalStateException("An item has no " + attribute);
    }
    return value.s();
  }

  /** A number, or 0 where the item does not have it. */
  static long numberOf(Map<String, AttributeValue> item, String attribute) {
    @Nullable AttributeValue value = item.get(attribute);
    return value == null ? 0 : Long.parseLong(value.n());
  }

  static Map<String, AttributeValue> keyOf(TenantId tenant, FileId fileId) {
    return Map.of(
        PK, AttributeValue.fromS(tenant.value()), SK, AttributeValue.fromS(fileId.value()));
  }

  static String statusKey(TenantId tenant, FileStatus status) {
    return tenant + "#" + status;
  }

  /** The attributes that say what a file's objects and its end are, as SET clauses want them. */
  static Map<String, AttributeValue> of(Closing closing) {
    Map<String, AttributeValue> set = new LinkedHashMap<>();
    closing.sha256().ifPresent(sha -> set.put(SHA256, AttributeValue.fromS(sha)));
    closing.duplicateOf().ifPresent(id -> set.put(DUPLICATE_OF, AttributeValue.fromS(id.value())));
    closing
        .problem()
        .ifPresent(
            problem -> {
              set.put(PROBLEM_CODE, AttributeValue.fromS(problem.code().name()));
              set.put(PROBLEM_MESSAGE, AttributeValue.fromS(problem.message()));
            });
    closing.original().ifPresent(at -> put(set, at, ORIGINAL_BUCKET, ORIGINAL_KEY));
    closing.rejects().ifPresent(at -> put(set, at, REJECTS_BUCKET, REJECTS_KEY));
    closing.report().ifPresent(at -> put(set, at, REPORT_BUCKET, REPORT_KEY));
    set.put(
        NOTICES,
        AttributeValue.fromL(closing.notices().stream().map(AttributeValue::fromS).toList()));
    return set;
  }

  private static void put(
      Map<String, AttributeValue> set, StoredObject at, String bucket, String key) {
    set.put(bucket, AttributeValue.fromS(at.bucket()));
    set.put(key, AttributeValue.fromS(at.key()));
  }

  /** The whole item of a version that nobody claimed yet. */
  static Map<String, AttributeValue> announced(
      InboxVersion version, FileId fileId, Optional<FileId> retryOf) {
    Map<String, AttributeValue> item = new LinkedHashMap<>(keyOf(version.tenant(), fileId));
    item.put(STATUS, AttributeValue.fromS(FileStatus.RECEIVED.name()));
    item.put(BY_STATUS_PK, AttributeValue.fromS(statusKey(version.tenant(), FileStatus.RECEIVED)));
    item.put(KEY, AttributeValue.fromS(version.key()));
    item.put(VERSION_ID, AttributeValue.fromS(version.versionId()));
    item.put(NAME, AttributeValue.fromS(version.name()));
    item.put(BYTES, AttributeValue.fromN(Long.toString(version.bytes())));
    item.put(RECEIVED_AT, AttributeValue.fromS(version.lastModified().toString()));
    retryOf.ifPresent(id -> item.put(RETRY_OF, AttributeValue.fromS(id.value())));
    return item;
  }

  LedgerEntry entry() {
    return new LedgerEntry(
        version(),
        fileId(),
        status(),
        (int) number(ATTEMPTS),
        rows(),
        text(SHA256),
        instant(STARTED_AT),
        instant(FINISHED_AT),
        text(DUPLICATE_OF).map(FileId::new),
        text(RETRY_OF).map(FileId::new),
        text(PROBLEM_CODE)
            .map(code -> new Problem(FileCode.valueOf(code), text(PROBLEM_MESSAGE).orElse(""))),
        object(ORIGINAL_BUCKET, ORIGINAL_KEY),
        object(REJECTS_BUCKET, REJECTS_KEY),
        object(REPORT_BUCKET, REPORT_KEY),
        notices(),
        instant(UNDONE_AT));
  }

  InboxVersion version() {
    return new InboxVersion(
        new TenantId(required(PK)),
        required(KEY),
        required(VERSION_ID),
        number(BYTES),
        Instant.parse(required(RECEIVED_AT)));
  }

  FileId fileId() {
    return new FileId(required(SK));
  }

  FileStatus status() {
    return FileStatus.valueOf(required(STATUS));
  }

  RowCounts rows() {
    return new RowCounts(number(READ), number(NEW), number(KNOWN), number(REJECTED));
  }

  Instant leaseUntil() {
    return Instant.ofEpochMilli(number(LEASE_UNTIL));
  }

  Map<String, AttributeValue> settings() {
    AttributeValue settings = item.get(SETTINGS);
    return settings == null ? Map.of() : settings.m();
  }

  Optional<String> text(String attribute) {
    return Optional.ofNullable(item.get(attribute)).map(AttributeValue::s);
  }

  Optional<Instant> instant(String attribute) {
    return text(attribute).map(Instant::parse);
  }

  boolean flag(String attribute) {
    AttributeValue value = item.get(attribute);
    return value != null && Boolean.TRUE.equals(value.bool());
  }

  long number(String attribute) {
    return numberOf(item, attribute);
  }

  private List<String> notices() {
    AttributeValue notices = item.get(NOTICES);
    return notices == null ? List.of() : notices.l().stream().map(AttributeValue::s).toList();
  }

  private Optional<StoredObject> object(String bucket, String key) {
    return text(key).map(k -> new StoredObject(text(bucket).orElseThrow(), k));
  }

  private String required(String attribute) {
    return textOf(item, attribute);
  }
}
