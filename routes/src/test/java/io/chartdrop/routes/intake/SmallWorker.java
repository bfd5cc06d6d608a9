package io.chartdrop.routes.intake;

import io.chartdrop.local.process.LocalCloud;
import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.local.process.Repository;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.DynamoDbFileLedger;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.patient.DynamoDbRecordStore;
import io.chartdrop.records.tenant.DynamoDbTenantRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The routes service as it is shipped, as a process with a heap of 256 MB, a spool of 32 MB and a
 * cloud of its own. It ends at the first {@link OutOfMemoryError}.
 */
final class SmallWorker implements AutoCloseable {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "SERVER_PORT", "0",
          "INTAKE_POLLINTERVAL", "200ms",
          "INTAKE_IDLEFACTOR", "1",
          "INTAKE_TENANTSINTERVAL", "200ms",
          "INTAKE_REST", "1s",
          "INTAKE_SPOOLBUDGET", "32MB",
          "INTAKE_REJECTSLIMIT", "64MB");

  private final LocalCloud cloud;
  private final Map<String, String> names;
  private final Path spool;
  private final LocalProcess process;
  private final S3Client s3;
  private final DynamoDbClient dynamoDb;

  private SmallWorker(LocalCloud cloud, Path folder) {
    this.cloud = cloud;
    names = cloud.environment();
    spool = folder.resolve("spool");
    process =
        LocalProcess.jar("chartdrop-routes", Repository.appJar("routes"))
            .heap("256m")
            .jvm("-XX:+ExitOnOutOfMemoryError")
            .environment(names)
            .environment(SETTINGS)
            .environment(Map.of("INTAKE_SPOOL", spool.toString()))
            .readyWhen("Started RoutesApplication")
            .patience(Duration.ofMinutes(2))
            .log(folder.resolve("worker.log"))
            .start();
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                names.get("AWS_ACCESS_KEY_ID"), names.get("AWS_SECRET_ACCESS_KEY")));
    s3 =
        S3Client.builder()
            .endpointOverride(cloud.s3())
            .region(Region.of(names.get("AWS_REGION")))
            .credentialsProvider(credentials)
            .forcePathStyle(true)
            .build();
    dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(cloud.dynamoDb().toString()))
            .region(Region.of(names.get("AWS_REGION")))
            .credentialsProvider(credentials)
            .build();
  }

  static SmallWorker start() {
    return start(LocalCloud.plan().prefix("hostile-").start());
  }

  /**
   * @param cloud is closed with it
   */
  static SmallWorker start(LocalCloud cloud) {
    try {
      return new SmallWorker(
          cloud,
          Files.createTempDirectory(
              Files.createDirectories(Path.of("target/hostile").toAbsolutePath()), "worker-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new clinic of it, patient enough for a million rows. */
  Clinic clinic() {
    TableNames tables =
        new TableNames(
            names.get("CHARTDROP_TABLE_RECORDS"),
            names.get("CHARTDROP_TABLE_FILES"),
            names.get("CHARTDROP_TABLE_IDEMPOTENCY"),
            names.get("CHARTDROP_TABLE_SUMMARY"),
            names.get("CHARTDROP_TABLE_TENANTS"));
    IntakeProperties buckets =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of(
                        "intake.inbox", names.get("CHARTDROP_INBOX"),
                        "intake.archive", names.get("CHARTDROP_ARCHIVE"),
                        "intake.errors", names.get("CHARTDROP_ERRORS"))))
            .bind("intake", IntakeProperties.class)
            .get();
    return new Clinic(
            s3,
            new DynamoDbFileLedger(dynamoDb, tables),
            new DynamoDbRecordStore(dynamoDb, tables),
            new DynamoDbTenantRegistry(dynamoDb, tables),
            buckets)
        .waits(Duration.ofMinutes(3));
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long size(StoredObject object) {
    return s3.headObject(head -> head.bucket(object.bucket()).key(object.key())).contentLength();
  }

  /** Files of clinics in the spool. */
  List<Path> spooled() {
    try (Stream<Path> files = Files.walk(spool)) {
      return files.filter(file -> file.toString().endsWith(".csv")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
    s3.close();
    dynamoDb.close();
    cloud.close();
  }
}
