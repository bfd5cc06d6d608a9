package io.chartdrop.bench;

import io.chartdrop.local.process.LocalCloud;
import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.local.process.Repository;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.file.DynamoDbFileLedger;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.tenant.DynamoDbTenantRegistry;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** The stores that are measured against, and the services that are measured. */
final class Cloud implements AutoCloseable {
  private static final String DYNAMODB = "AWS_ENDPOINT_URL_DYNAMODB";
  private static final String PARENT_WATCH = "io.chartdrop.local.launcher.ParentWatch";

  /** The services' own, so that no ratio depends on it. */
  private static final int CONNECTIONS = 200;

  /** {@link LocalProcess} starts quickly and stays slow; what is measured may take its time. */
  private static final String ALL_COMPILERS = "-XX:TieredStopAtLevel=4";

  private final Path folder;
  private final LocalProcess dynamoDb;
  private final LocalCloud stores;
  private final Map<String, String> environment;
  private int logs;

  private Cloud(Path folder, LocalProcess dynamoDb, LocalCloud stores) {
    this.folder = folder;
    this.dynamoDb = dynamoDb;
    this.stores = stores;
    this.environment = stores.environment();
  }

  /**
   * @param folder for what the services and the bench write; made if it is missing
   */
  static Cloud start(Path folder) throws IOException {
    Files.createDirectories(folder);
    LocalProcess dynamoDb =
        LocalProcess.jar("chartdrop-dynamodb", Repository.appJar("local/dynamodb"))
            .heap("1g")
            .jvm(ALL_COMPILERS)
            .environment(Map.of("AWS_ACCESS_KEY_ID", "local", "AWS_SECRET_ACCESS_KEY", "local"))
            .environment(Map.of("AWS_REGION", "us-east-1"))
            .arguments("--port", "0")
            .withParent()
            .start();
    System.setProperty(DYNAMODB, dynamoDb.address().toString());
    return new Cloud(folder, dynamoDb, LocalCloud.plan().prefix("bench-").start());
  }

  /** A folder of the bench's own. */
  Path folder() {
    return folder;
  }

  URI dynamoDb() {
    return stores.dynamoDb();
  }

  TableNames tables() {
    return TableNames.of(environment);
  }

  /** Made as the services make theirs. */
  DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .endpointOverride(endpoint)
        .region(Region.of(setting("AWS_REGION")))
        .credentialsProvider(credentials())
        .httpClientBuilder(ApacheHttpClient.builder().maxConnections(CONNECTIONS))
        .build();
  }

  /** Another client at each call, so that one part's connections do not help the next. */
  S3Client s3() {
    return S3Client.builder()
        .endpointOverride(stores.s3())
        .region(Region.of(setting("AWS_REGION")))
        .credentialsProvider(credentials())
        .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(Duration.ofMinutes(5)))
        .forcePathStyle(true)
        .build();
  }

  FileLedger ledger(DynamoDbClient client) {
    return new DynamoDbFileLedger(client, tables());
  }

  String setting(String variable) {
    String value = environment.get(variable);
    if (value == null) {
      throw new IllegalArgumentException(variable);
    }
    return value;
  }

  /** A tenant with the default settings. */
  TenantId tenant(String id) {
    TenantId tenant = new TenantId(id);
    try (DynamoDbClient client = client(dynamoDb())) {
      new DynamoDbTenantRegistry(client, tables())
          .put(Tenant.of(tenant, "Clinic " + id, ZoneId.of("America/New_York")));
    }
    return tenant;
  }

  /** DynamoDB behind a network of {@code delay} there and back. */
  LocalProcess farStore(Duration delay, FarStore.Rows rows) {
    Path jar = Repository.appJar("bench");
    return LocalProcess.jar("far-store", jar)
        .heap("256m")
        // else each answer's last packet waits for the one before it to be acknowledged
        .jvm(ALL_COMPILERS, "-Dsun.net.httpserver.nodelay=true")
        .jvm("-cp", jar.toString(), FarStore.class.getName())
        .jvm(dynamoDb().toString(), Long.toString(delay.toMillis()), rows.name())
        .readyWhen("far-store ready on")
        .start();
  }

  /** The routes service, which polls twice a second unless the settings say otherwise. */
  LocalProcess.Command routes(URI dynamoDb, Map<String, String> settings) {
    Map<String, String> its = new HashMap<>();
    its.put("INTAKE_POLLINTERVAL", "500ms");
    its.put("INTAKE_IDLEFACTOR", "1");
    its.put("INTAKE_SPOOL", folder.resolve("spool-" + logs).toString());
    its.putAll(settings);
    return service("routes", dynamoDb, its).readyWhen("Started RoutesApplication");
  }

  /** The API, which limits nobody's rate. */
  LocalProcess.Command middletier(URI dynamoDb, URI issuer, int port) {
    return service(
            "middletier",
            dynamoDb,
            Map.of(
                "SERVER_PORT", Integer.toString(port),
                "MANAGEMENT_SERVER_PORT", "0",
                "CHARTDROP_ISSUER", issuer.toString(),
                "CHARTDROP_TENANT_ACCESS", "own-credentials",
                "API_REQUESTSPERSECOND", "1000000",
                "API_BURST", "1000000"))
        .readyWhen("Started MiddletierApplication");
  }

  LocalProcess issuer() {
    return LocalProcess.jar("chartdrop-issuer", Repository.appJar("local/issuer"))
        .heap("128m")
        .arguments("--port", "0")
        .withParent()
        .start();
  }

  private LocalProcess.Command service(String module, URI dynamoDb, Map<String, String> settings) {
    Path jar = Repository.appJar(module);
    Path launcher = Repository.root().resolve("local/launcher/target/classes");
    return LocalProcess.jar(module, jar)
        .jvm(ALL_COMPILERS, "-cp", launcher + File.pathSeparator + jar)
        .environment(environment)
        .environment(Map.of(DYNAMODB, dynamoDb.toString(), "SERVER_PORT", "0"))
        .environment(settings)
        .log(folder.resolve(module + "-" + logs++ + ".log"));
  }

  /** Its heap, its own JVM flags, and that it ends with us. */
  static LocalProcess start(LocalProcess.Command service, String heap, String... flags) {
    return service.heap(heap).jvm(flags).jvm(PARENT_WATCH).start();
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(setting("AWS_ACCESS_KEY_ID"), setting("AWS_SECRET_ACCESS_KEY")));
  }

  @Override
  public void close() {
    List.of(stores, (AutoCloseable) dynamoDb::close)
        .forEach(
            part -> {
              try {
                part.close();
              } catch (Exception e) {
                System.err.println("Not closed cleanly: " + e);
              }
            });
  }
}
