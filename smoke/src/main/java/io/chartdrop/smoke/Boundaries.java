package io.chartdrop.smoke;

import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What the role session of one clinic may reach: its own, and nobody else's. The tables' keys begin
 * with the clinic, and so do those of their indexes; that IAM judges a query on an index by the
 * index's key is what no emulator could tell.
 */
final class Boundaries {
  private static final Set<String> REFUSALS = Set.of("AccessDeniedException", "AccessDenied");

  private final Names names;
  private final String own;
  private final String neighbour;
  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final S3Client neighbours;

  /** What the session is asked about. */
  record Names(
      String records,
      String files,
      String summary,
      String tenants,
      String inbox,
      String archive,
      String errors) {}

  /**
   * @param own the clinic that the session is tagged with; a file of its own has been read, with a
   *     row sent back
   * @param neighbour one that need not exist, and whose name begins with {@code own}: a pattern
   *     that forgets the separator takes both for one
   * @param dynamoDb with the session's credentials, as is {@code s3}
   * @param neighbours with those of a session that is tagged with the neighbour
   */
  Boundaries(
      Names names,
      String own,
      String neighbour,
      DynamoDbClient dynamoDb,
      S3Client s3,
      S3Client neighbours) {
    this.names = names;
    this.own = own;
    this.neighbour = neighbour;
    this.dynamoDb = dynamoDb;
    this.s3 = s3;
    this.neighbours = neighbours;
  }

  /**
   * @param other a clinic that need not exist, as the neighbour, which is asked about too
   */
  void run(Report report, String other) {
    allowed(report, "its own records", () -> query(names.records(), "", "pk", own + "#none"));
    allowed(report, "by name", () -> query(names.records(), "by_name", "shard", own + "#0"));
    allowed(report, "by day", () -> query(names.records(), "by_day", "shard", own + "#0"));
    allowed(report, "its own files", () -> query(names.files(), "", "pk", own));
    allowed(
        report, "by status", () -> query(names.files(), "by_status", "by_status_pk", own + "#"));
    allowed(report, "its own summary", () -> query(names.summary(), "", "pk", own));
    allowed(report, "a row of its own files, to put one", () -> putRow(own));
    allowed(report, "its own uploads", () -> list(names.inbox(), own + "/"));
    allowed(report, "its own archive", () -> list(names.archive(), own + "/"));
    allowed(report, "its own errors", () -> list(names.errors(), own + "/"));
    askNeighbours(report, other);
    askObjects(report);
    refused(
        report,
        "everybody",
        "all records",
        () -> dynamoDb.scan(s -> s.tableName(names.records()).limit(1)));
    for (String bucket : List.of(names.inbox(), names.archive(), names.errors())) {
      refused(report, "everybody", "all of " + bucket, () -> list(bucket, ""));
    }
    refused(report, "everybody", "the clinics", () -> get(names.tenants(), own));
  }

  private void askNeighbours(Report report, String one) {
    for (String other : List.of(one, neighbour)) {
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
      refused(report, other, "a file's row, to put one", () -> putRow(other));
      refused(report, other, "summary", () -> query(names.summary(), "", "pk", other));
      refused(report, other, "uploads", () -> list(names.inbox(), other + "/"));
      refused(report, other, "archive", () -> list(names.archive(), other + "/"));
      refused(report, other, "errors", () -> list(names.errors(), other + "/"));
      refused(report, other, "an upload, to put one", () -> put(s3, other));
    }
  }

  /**
   * Only of what is there: of a missing object S3 tells whoever may not list that it is forbidden,
   * whatever the policy says of the object.
   */
  private void askObjects(Report report) {
    String upload = upload(neighbour);
    allowed(report, "a place to put an upload, as " + neighbour, this::putOnce);
    allowed(report, "that upload, as " + neighbour, () -> look(neighbours, names.inbox(), upload));
    refused(report, neighbour, "that upload", () -> look(s3, names.inbox(), upload));
    for (String bucket : List.of(names.archive(), names.errors())) {
      allowed(report, "an object in " + bucket, () -> look(s3, bucket, first(bucket)));
      refused(
          report,
          own,
          "an object in %s, as %s".formatted(bucket, neighbour),
          () -> look(neighbours, bucket, first(bucket)));
    }
  }

  private static void allowed(Report report, String what, Runnable call) {
    report.ask(
        "a clinic's session reaches " + what,
        () -> {
          try {
            call.run();
          } catch (ConditionalCheckFailedException e) {
            // it was let through, and stopped by its own condition
          }
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
   * By the call that is granted for one's own. It fails where it is not refused, for there is no
   * such row: nothing is written.
   */
  private void putRow(String clinic) {
    dynamoDb.putItem(
        p ->
            p.tableName(names.files())
                .item(keyOf(names.files(), clinic))
                .conditionExpression("attribute_exists(pk)"));
  }

  private void list(String bucket, String prefix) {
    s3.listObjectsV2(l -> l.bucket(bucket).prefix(prefix).maxKeys(1));
  }

  /** The clinic's own, of the file that was just read. */
  private String first(String bucket) {
    return s3.listObjectsV2(l -> l.bucket(bucket).prefix(own + "/").maxKeys(1)).contents().stream()
        .map(S3Object::key)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("there is none to ask about"));
  }

  private static void look(S3Client s3, String bucket, String key) {
    s3.headObject(h -> h.bucket(bucket).key(key));
  }

  /** Not at each run: the bucket keeps every version. */
  private void putOnce() {
    String key = upload(neighbour);
    if (neighbours
        .listObjectsV2(l -> l.bucket(names.inbox()).prefix(key).maxKeys(1))
        .contents()
        .isEmpty()) {
      put(neighbours, neighbour);
    }
  }

  private void put(S3Client s3, String clinic) {
    s3.putObject(p -> p.bucket(names.inbox()).key(upload(clinic)), RequestBody.empty());
  }

  /** Nobody reads it: a name that ends so is still being uploaded. */
  private static String upload(String clinic) {
    return clinic + "/smoke.part";
  }

  private static AttributeValue text(String value) {
    return AttributeValue.fromS(value);
  }
}
