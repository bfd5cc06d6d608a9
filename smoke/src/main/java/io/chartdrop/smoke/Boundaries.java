package io.chartdrop.smoke;

import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What the role session of one clinic may reach: its own, and nobody else's. The tables' keys begin
 * with the clinic, and so do those of their indexes; that IAM judges a query on an index by the
 * index's key is what no emulator could tell.
 */
final class Boundaries {
  private static final Set<String> REFUSALS = Set.of("AccessDeniedException", "AccessDenied");

  private final Names names;
  private final String own;
  private final DynamoDbClient dynamoDb;
  private final S3Client s3;

  /** What the session is asked about. */
  record Names(String records, String files, String summary, String tenants, String inbox) {}

  /**
   * @param own the clinic that the session is tagged with
   * @param dynamoDb with the session's credentials, as is {@code s3}
   */
  Boundaries(Names names, String own, DynamoDbClient dynamoDb, S3Client s3) {
    this.names = names;
    this.own = own;
    this.dynamoDb = dynamoDb;
    this.s3 = s3;
  }

  /**
   * @param others clinics that need not exist; the name of one begins with {@code own}, for a
   *     pattern that forgets the separator takes both for one
   */
  void run(Report report, List<String> others) {
    allowed(report, "its own records", () -> query(names.records(), "", "pk", own + "#none"));
    allowed(report, "by name", () -> query(names.records(), "by_name", "shard", own + "#0"));
    allowed(report, "by day", () -> query(names.records(), "by_day", "shard", own + "#0"));
    allowed(report, "its own files", () -> query(names.files(), "", "pk", own));
    allowed(
        report, "by status", () -> query(names.files(), "by_status", "by_status_pk", own + "#"));
    allowed(report, "its own summary", () -> query(names.summary(), "", "pk", own));
    allowed(report, "its own uploads", () -> list(own + "/"));

    for (String other : others) {
      refused(report, other, "a record", () -> get(names.records(), other + "#none"));
      refused(report, other, "records", () -> query(names.records(), "", "pk", other + "#none"));
      refused(
          report, other, "by name", () -> query(names.records(), "by_name", "shard", other + "#0"));
      refused(
          report, other, "by day", () -> query(names.records(), "by_day", "shard", other + "#0"));
      refused(report, other, "a record among its own", () -> getBoth(other));
      refused(report, other, "files", () -> query(names.files(), "", "pk", other));
      refused(
          report,
          other,
          "by status",
          () -> query(names.files(), "by_status", "by_status_pk", other + "#"));
      refused(report, other, "a file's row, to change it", () -> touch(other));
      refused(report, other, "summary", () -> query(names.summary(), "", "pk", other));
      refused(report, other, "uploads", () -> list(other + "/"));
      refused(
          report,
          other,
          "an upload",
          () -> s3.headObject(h -> h.bucket(names.inbox()).key(other + "/none")));
      refused(report, other, "an upload, to put one", () -> put(other));
    }
    refused(
        report,
        "everybody",
        "all records",
        () -> dynamoDb.scan(s -> s.tableName(names.records()).limit(1)));
    refused(report, "everybody", "all uploads", () -> list(""));
    refused(report, "everybody", "the clinics", () -> get(names.tenants(), own));
  }

  private static void allowed(Report report, String what, Runnable call) {
    report.ask(
        "a clinic's session reaches " + what,
        () -> {
          call.run();
          return "";
        });
  }

  static void refused(Report report, String whose, String what, Runnable call) {
    report.ask("it does not reach %s's: %s".formatted(whose, what), () -> refusal(call));
  }

  /** Nothing, where the call was refused for want of a right; any other answer is wrong. */
  private static String refusal(Runnable call) {
    try {
      call.run();
      return "it was answered";
    } catch (AwsServiceException e) {
      // A HEAD has no body and so no code.
      boolean refused =
          e.statusCode() == 403
              || (e.awsErrorDetails() != null
                  && REFUSALS.contains(e.awsErrorDetails().errorCode()));
      return refused
          ? ""
          : "it was answered with " + e.statusCode() + " " + e.getClass().getSimpleName();
    }
  }

  private void query(String table, String index, String key, String value) {
    dynamoDb.query(
        q ->
            q.tableName(table)
                .indexName(index.isEmpty() ? null : index)
                .keyConditionExpression("#k = :v")
                .expressionAttributeNames(Map.of("#k", key))
                .expressionAttributeValues(Map.of(":v", text(value)))
                .limit(1));
  }

  private void get(String table, String pk) {
    dynamoDb.getItem(g -> g.tableName(table).key(keyOf(table, pk)));
  }

  /** The table of clinics has no sort key. */
  private Map<String, AttributeValue> keyOf(String table, String pk) {
    return table.equals(names.tenants())
        ? Map.of("pk", text(pk))
        : Map.of("pk", text(pk), "sk", text("none"));
  }

  private void getBoth(String other) {
    KeysAndAttributes keys =
        KeysAndAttributes.builder()
            .keys(keyOf(names.records(), own + "#none"), keyOf(names.records(), other + "#none"))
            .build();
    dynamoDb.batchGetItem(b -> b.requestItems(Map.of(names.records(), keys)));
  }

  /**
   * Where this is not refused it fails all the same, for there is no such row: nothing is written.
   */
  private void touch(String other) {
    dynamoDb.updateItem(
        u ->
            u.tableName(names.files())
                .key(keyOf(names.files(), other))
                .updateExpression("SET touched = :v")
                .conditionExpression("attribute_exists(pk)")
                .expressionAttributeValues(Map.of(":v", text("smoke"))));
  }

  private void list(String prefix) {
    s3.listObjectsV2(l -> l.bucket(names.inbox()).prefix(prefix).maxKeys(1));
  }

  /** Where this is not refused nobody reads it: a name that ends so is still being uploaded. */
  private void put(String other) {
    s3.putObject(p -> p.bucket(names.inbox()).key(other + "/smoke.part"), RequestBody.empty());
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
