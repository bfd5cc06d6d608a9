package io.chartdrop.smoke;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

class BoundariesTest {
  private static final Boundaries.Names NAMES =
      new Boundaries.Names("records", "files", "summary", "tenants", "inbox", "archive", "errors");

  private static final int OWN = 14;
  private static final int OF_A_NEIGHBOUR = 13;

  /** What names a clinic other than canary, or none. */
  private static final Predicate<Object> OWN_ONLY =
      request ->
          String.valueOf(request).contains("canary")
              && !String.valueOf(request).matches(".*(canary2|riverside|tenants).*");

  @Test
  void sessionThatReachesItsOwnOnly_isGood() {
    List<String> lines = linesOf(OWN_ONLY);

    assertThat(lines)
        .hasSize(OWN + 2 * OF_A_NEIGHBOUR + 3 + 5)
        .allMatch(line -> line.startsWith("ok"));
  }

  @Test
  void keyOfAnIndexNotJudged_isNoticed() {
    // as if dynamodb:LeadingKeys were the table's key, whatever index is asked
    List<String> lines =
        linesOf(
            OWN_ONLY.or(
                request -> request instanceof QueryRequest query && query.indexName() != null));

    assertThat(failedIn(lines))
        .containsExactly(
            "it does not reach riverside's: by name",
            "it does not reach riverside's: by day",
            "it does not reach riverside's: by status",
            "it does not reach canary2's: by name",
            "it does not reach canary2's: by day",
            "it does not reach canary2's: by status");
  }

  @Test
  void patternWithoutSeparator_isNoticed() {
    // as if the policy said canary* and not canary#*
    List<String> lines =
        linesOf(
            OWN_ONLY.or(
                request ->
                    String.valueOf(request).contains("canary2")
                        && !String.valueOf(request).contains("riverside")));

    assertThat(failedIn(lines))
        .hasSize(OF_A_NEIGHBOUR + 1)
        .allMatch(line -> line.contains("canary2"))
        .contains("it does not reach canary2's: that upload");
  }

  @Test
  void callWithoutAKey_isNoticed() {
    // as if ForAllValues stood there without Null: a scan has no keys, so all of them match
    List<String> lines =
        linesOf(OWN_ONLY.or(request -> request.getClass().getSimpleName().equals("ScanRequest")));

    assertThat(failedIn(lines)).containsExactly("it does not reach everybody's: all records");
  }

  @Test
  void sessionThatReachesNothing_isNoticed() {
    // as if KMS did not know the tags
    List<String> lines = linesOf(request -> false);

    assertThat(failedIn(lines))
        .hasSize(OWN)
        .allMatch(line -> line.startsWith("a clinic's session reaches"));
  }

  @Test
  void grantedWrite_thatIsNotBoundToTheClinic_isNoticed() {
    // as if dynamodb:LeadingKeys were left out of the statement for PutItem
    List<String> lines = linesOf(OWN_ONLY.or(PutItemRequest.class::isInstance));

    assertThat(failedIn(lines))
        .containsExactly(
            "it does not reach riverside's: a file's row, to put one",
            "it does not reach canary2's: a file's row, to put one");
  }

  @Test
  void objectsOfAllClinics_thatMayBeRead_areNoticed() {
    // as if the policy named the buckets, and not the clinic's prefix within them
    List<String> lines = linesOf(OWN_ONLY.or(HeadObjectRequest.class::isInstance));

    assertThat(failedIn(lines))
        .containsExactly(
            "it does not reach canary2's: that upload",
            "it does not reach canary's: an object in archive, as canary2",
            "it does not reach canary's: an object in errors, as canary2");
  }

  private static List<String> failedIn(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith("FAILED"))
        .map(line -> line.replaceFirst("^FAILED +", "").replaceFirst(": (it was|software).*", ""))
        .toList();
  }

  private static List<String> linesOf(Predicate<Object> reachable) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Boundaries(
            NAMES,
            "canary",
            "canary2",
            client(DynamoDbClient.class, reachable),
            client(S3Client.class, reachable),
            client(S3Client.class, request -> reachesAsCanary2(request, reachable)))
        .run(new Report(new PrintStream(out, true, UTF_8)), "riverside");
    return out.toString(UTF_8).lines().toList();
  }

  /** As the same policy, filled in with another clinic, judges. */
  private static boolean reachesAsCanary2(Object request, Predicate<Object> reachable) {
    boolean own = String.valueOf(request).contains("canary2");
    boolean nothing = !reachable.test(ListObjectsV2Request.builder().prefix("canary/").build());
    boolean everyObject = reachable.test(HeadObjectRequest.builder().key("riverside/none").build());
    return !nothing && (own || (everyObject && request instanceof HeadObjectRequest));
  }

  /** A client whose calls are answered with one object, or refused as IAM refuses. */
  private static <T> T client(Class<T> type, Predicate<Object> reachable) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (arguments[0] instanceof Consumer) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          if (reachable.test(arguments[0])) {
            return arguments[0] instanceof ListObjectsV2Request list
                ? ListObjectsV2Response.builder()
                    .contents(S3Object.builder().key(list.prefix() + "object").build())
                    .build()
                : null;
          }
          throw DynamoDbException.builder()
              .statusCode(400)
              .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
              .build();
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
