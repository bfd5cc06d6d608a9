package io.chartdrop.smoke;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

/** The command: ends with 0 if all is as it should be, with 1 if not. */
public final class Smoke {
  private static final String CLINIC = "canary";

  /** It may be there or not. */
  private static final String OTHER = "riverside";

  /** There is none such; its name begins as the canary's. */
  private static final String NEIGHBOUR = "canary2";

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final DateTimeFormatter RUN =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS").withZone(ZoneOffset.UTC);

  private final Map<String, String> environment;
  private final Report report;

  Smoke(Map<String, String> environment, Report report) {
    this.environment = environment;
    this.report = report;
  }

  public static void main(String[] args) {
    Report report = new Report(System.out);
    new Smoke(System.getenv(), report).run(Clock.systemUTC());
    System.exit(report.isGood() ? 0 : 1);
  }

  void run(Clock clock) {
    Api api = new Api(URI.create(variable("CHARTDROP_API")), variable("CHARTDROP_SMOKE_TOKEN"));
    new Journey(api, RUN.format(clock.instant()), PATIENCE).run(report);
    String role = variable("CHARTDROP_TENANT_ACCESS");
    if (role.startsWith("arn:")) {
      askRole(role);
    } else {
      report.leaveOut("what a clinic's session reaches", "there are no roles here");
    }
  }

  private void askRole(String role) {
    Boundaries.Names names =
        new Boundaries.Names(
            variable("CHARTDROP_TABLE_RECORDS"),
            variable("CHARTDROP_TABLE_FILES"),
            variable("CHARTDROP_TABLE_SUMMARY"),
            variable("CHARTDROP_TABLE_TENANTS"),
            variable("CHARTDROP_INBOX"),
            variable("CHARTDROP_ARCHIVE"),
            variable("CHARTDROP_ERRORS"));
    try (DefaultCredentialsProvider own = DefaultCredentialsProvider.builder().build();
        StsClient sts = StsClient.builder().credentialsProvider(own).build();
        DynamoDbClient ownDynamoDb = DynamoDbClient.builder().credentialsProvider(own).build()) {
      Boundaries.refused(
          report,
          "everybody",
          "the role without a clinic's tag",
          () -> sts.assumeRole(asking(role)));
      Boundaries.refused(
          report,
          "everybody",
          "records by the service's own role",
          () -> ownDynamoDb.scan(scan -> scan.tableName(names.records()).limit(1)));
      askSession(names, session(sts, role, CLINIC), session(sts, role, NEIGHBOUR));
    }
  }

  private void askSession(
      Boundaries.Names names, AwsCredentialsProvider session, AwsCredentialsProvider neighbour) {
    try (DynamoDbClient dynamoDb = DynamoDbClient.builder().credentialsProvider(session).build();
        S3Client s3 = S3Client.builder().credentialsProvider(session).build();
        S3Client neighbours = S3Client.builder().credentialsProvider(neighbour).build()) {
      new Boundaries(names, CLINIC, NEIGHBOUR, dynamoDb, s3, neighbours).run(report, OTHER);
    }
  }

  private static AwsCredentialsProvider session(StsClient sts, String role, String clinic) {
    Tag tag = Tag.builder().key("tenant_id").value(clinic).build();
    Credentials taken = sts.assumeRole(asking(role).toBuilder().tags(tag).build()).credentials();
    return StaticCredentialsProvider.create(
        AwsSessionCredentials.create(
            taken.accessKeyId(), taken.secretAccessKey(), taken.sessionToken()));
  }

  private static AssumeRoleRequest asking(String role) {
    return AssumeRoleRequest.builder()
        .roleArn(role)
        .roleSessionName("chartdrop-smoke")
        .durationSeconds(900)
        .build();
  }

  /**
   * All are in the middle tier's task, but for the address, the token and two buckets, which the
   * pipeline adds.
   */
  private String variable(String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }
}
