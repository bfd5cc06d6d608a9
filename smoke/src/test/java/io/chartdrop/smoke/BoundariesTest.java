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
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.s3.S3Client;

class BoundariesTest {
  private static final Boundaries.Names NAMES =
      new Boundaries.Names("records", "files", "summary", "tenants", "inbox");

  /** What names a clinic other than canary, or none. */
  private static final Predicate<Object> OWN_ONLY =
      request ->
          String.valueOf(request).contains("canary")
              && !String.valueOf(request).matches(".*(canary2|riverside|tenants).*");

  @Test
  void sessionThatReachesItsOwnOnly_isGood() {
    List<String> lines = linesOf(OWN_ONLY);

    assertThat(lines).hasSize(7 + 2 * 12 + 3).allMatch(line -> line.startsWith("ok"));
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

    assertThat(failedIn(lines)).hasSize(12).allMatch(line -> line.contains("canary2"));
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
        .hasSize(7)
        .allMatch(line -> line.startsWith("a clinic's session reaches"));
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
            client(DynamoDbClient.class, reachable),
            client(S3Client.class, reachable))
        .run(new Report(new PrintStream(out, true, UTF_8)), List.of("riverside", "canary2"));
    return out.toString(UTF_8).lines().toList();
  }

  /** A client whose calls are answered with nothing, or refused as IAM refuses. */
  private static <T> T client(Class<T> type, Predicate<Object> reachable) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (arguments[0] instanceof Consumer) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
          }
          if (reachable.test(arguments[0])) {
            return null;
          }
          throw DynamoDbException.builder()
              .statusCode(400)
              .awsErrorDetails(AwsErrorDetails.builder().errorCode("AccessDeniedException").build())
              .build();
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
