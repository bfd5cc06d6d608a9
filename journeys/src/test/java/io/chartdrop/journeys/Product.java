package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.local.process.LocalCloud;
import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.local.process.Repository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Chartdrop with its two clinics, in a directory and on ports of its own, so that neither another
 * one nor a developer's {@code ./run} is disturbed.
 *
 * <p>Where {@code AWS_ENDPOINT_URL_S3} and {@code AWS_ENDPOINT_URL_DYNAMODB} are set, as a variable
 * or as a system property, it stands on what answers there: moto, for example.
 */
final class Product implements AutoCloseable {
  private static final String S3 = "AWS_ENDPOINT_URL_S3";
  private static final String DYNAMODB = "AWS_ENDPOINT_URL_DYNAMODB";
  private static final String PARENT_WATCH = "io.chartdrop.local.launcher.ParentWatch";

  /** Claims of a killed worker run out while a test waits for it; looks are as quick as here. */
  private static final Map<String, String> QUICK =
      Map.of("INTAKE_LEASE", "15s", "INTAKE_LEASEMARGIN", "5s", "INTAKE_HEARTBEAT", "100ms");

  /** A worker of a test's own, slow enough to be caught in the middle of a file. */
  private static final Map<String, String> SLOW =
      Map.of(
          "INTAKE_POLLINTERVAL", "500ms",
          "INTAKE_IDLEFACTOR", "1",
          "INTAKE_TENANTSINTERVAL", "1s",
          "INTAKE_WRITERS", "1",
          "INTAKE_CHUNKSPERFILE", "1");

  private static Product running;

  private final Path home;
  private final Map<String, String> addresses;
  private int workers;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final S3Client s3;
  private final DynamoDbClient dynamoDb;
  private final Clinic riverside = new Clinic(this, "riverside");
  private final Clinic lakeside = new Clinic(this, "lakeside");

  private Product(Path home) {
    this.home = home;
    this.addresses = read(home.resolve(".chartdrop/env"));
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create(address(S3)))
            .region(Region.of(address("AWS_REGION")))
            .credentialsProvider(credentials())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .forcePathStyle(true)
            .build();
    dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(address(DYNAMODB)))
            .region(Region.of(address("AWS_REGION")))
            .credentialsProvider(credentials())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    open.push(s3);
    open.push(dynamoDb);
    open.push(riverside);
    open.push(lakeside);
  }

  /** As {@code ./run --empty} starts it; one for all tests of this JVM. */
  static synchronized Product running() {
    if (running == null) {
      running = launched(directory("running"), "--empty");
      Runtime.getRuntime().addShutdownHook(new Thread(running::close, "end-of-product"));
    }
    return running;
  }

  /** As {@code ./run} starts it with these options. */
  static Product launched(Path home, String... options) {
    LocalProcess launcher =
        LocalProcess.jar("chartdrop-run", Repository.appJar("local/launcher"))
            .heap("64m")
            .environment(QUICK)
            .arguments(launcherArguments(home, options).toArray(String[]::new))
            .readyWhen("Try next")
            .log(home.resolve("run.log"))
            .start();
    Product product = new Product(home);
    product.open.addLast(launcher);
    return product;
  }

  /** {@code ./run} with these options, typed as a script, to its end. */
  static Finished launchedOnce(Checkout checkout, Path home, String... options) {
    return checkout.types("run", launcherArguments(home, options));
  }

  /** Stores, SFTP and the two clinics, and nobody who takes files in: see {@link #worker}. */
  static Product withoutWorker() {
    Path home = directory("no-worker");
    LocalCloud cloud = LocalCloud.plan().prefix(prefix()).start();
    LocalProcess sftp =
        LocalProcess.jar("chartdrop-sftp", Repository.appJar("local/sftp"))
            .heap("128m")
            .arguments("--port", "0")
            .environment(cloud.environment())
            .withParent()
            .start();
    List<String> env = new ArrayList<>();
    cloud.environment().forEach((name, value) -> env.add(name + "=" + value));
    env.add("CHARTDROP_SFTP_PORT=" + sftp.address().getPort());
    try {
      Files.createDirectories(home.resolve(".chartdrop"));
      Files.write(home.resolve(".chartdrop/env"), env);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Product product = new Product(home);
    product.open.addLast(sftp);
    product.open.addLast(cloud);
    product.riverside.movesIn("America/New_York");
    product.lakeside.movesIn("America/Los_Angeles");
    return product;
  }

  /** A process of the routes service, with a lease of 15 s. */
  LocalProcess worker() {
    return beginWorker(SLOW).awaitReady();
  }

  /** The same with settings of the test's own, and it still starts when this returns. */
  LocalProcess beginWorker(Map<String, String> settings) {
    return beginWorker(settings, "-XX:SharedArchiveFile=" + workerClasses());
  }

  /**
   * The classes of a worker as the JVM maps them: with them a start costs two thirds. The first
   * worker of a build makes the file when it ends.
   */
  private Path workerClasses() {
    Path archive = Path.of("target/journeys/routes.jsa").toAbsolutePath();
    Path lock = archive.resolveSibling("routes.jsa.lock");
    synchronized (Product.class) { // and of the JVMs beside this one, by the lock
      try (FileChannel channel = FileChannel.open(lock, CREATE, WRITE);
          FileLock held = channel.lock()) {
        if (isOlder(archive, Repository.appJar("routes"))) {
          LocalProcess first = beginWorker(Map.of(), "-XX:ArchiveClassesAtExit=" + archive);
          ProcessHandle handle = ProcessHandle.of(first.awaitReady().pid()).orElseThrow();
          handle.destroy();
          handle.onExit().join();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return archive;
  }

  private static boolean isOlder(Path file, Path than) {
    return file.toFile().lastModified() < than.toFile().lastModified();
  }

  private LocalProcess beginWorker(Map<String, String> settings, String classes) {
    List<Path> more =
        settings.containsKey(SkewedClock.SETTING)
            ? List.of(Path.of("target/test-classes").toAbsolutePath())
            : List.of();
    LocalProcess worker =
        service("routes", "512m", more, classes)
            .environment(addresses)
            .environment(QUICK)
            .environment(Map.of("SERVER_PORT", "0"))
            .environment(Map.of("INTAKE_SPOOL", home.resolve("spool-" + workers).toString()))
            .environment(settings)
            .log(home.resolve("worker-" + workers++ + ".log"))
            .readyWhen("Started RoutesApplication")
            .begin();
    open.push(worker);
    return worker;
  }

  /** One more clinic, in Chicago. */
  Clinic clinic(String id) {
    Clinic clinic = new Clinic(this, id);
    clinic.movesIn("America/Chicago");
    open.push(clinic);
    return clinic;
  }

  /**
   * A clinic that no worker knows but those that are told its {@link #tableOf}: what happens to it
   * happens to nobody else.
   */
  Clinic clinicOfItsOwn(String id) {
    String table = tenantsOf(id);
    dynamoDb.createTable(
        create ->
            create
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .keySchema(key -> key.attributeName("pk").keyType(KeyType.HASH))
                .attributeDefinitions(
                    a -> a.attributeName("pk").attributeType(ScalarAttributeType.S)));
    Map<String, AttributeValue> settings =
        Map.of(
            "pk", AttributeValue.fromS(id), "time_zone", AttributeValue.fromS("America/New_York"));
    dynamoDb.putItem(put -> put.tableName(table).item(settings));
    return new Clinic(this, id);
  }

  /** The table of tenants with this clinic alone. */
  String tableOf(Clinic clinicOfItsOwn) {
    return tenantsOf(clinicOfItsOwn.id());
  }

  private String tenantsOf(String id) {
    return address("CHARTDROP_TABLE_TENANTS") + "-" + id;
  }

  /** A process of the API service beside the product's own; it still starts when this returns. */
  LocalProcess beginMiddletier(Map<String, String> settings) {
    LocalProcess api =
        service("middletier", "384m", List.of())
            .environment(addresses)
            .environment(Map.of("CHARTDROP_TENANT_ACCESS", "own-credentials"))
            .environment(settings)
            .log(home.resolve("api-" + workers++ + ".log"))
            .readyWhen("Started MiddletierApplication")
            .begin();
    open.push(api);
    return api;
  }

  /**
   * @param more goes on the class path too
   */
  private static LocalProcess.Command service(
      String module, String heap, List<Path> more, String... flags) {
    Path jar = Repository.appJar(module);
    // a jar: a folder on the class path would forbid an archive of its classes
    Path launcher = Repository.appJar("local/launcher");
    String path =
        Stream.concat(Stream.of(launcher, jar), more.stream())
            .map(Path::toString)
            .collect(joining(File.pathSeparator));
    return LocalProcess.jar("chartdrop-" + module, jar)
        .heap(heap)
        .jvm(flags)
        .jvm("-cp", path, PARENT_WATCH);
  }

  Clinic riverside() {
    return riverside;
  }

  Clinic lakeside() {
    return lakeside;
  }

  Path home() {
    return home;
  }

  S3Client s3() {
    return s3;
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb;
  }

  /** All that {@code .chartdrop/env} says. */
  Map<String, String> addresses() {
    return addresses;
  }

  /** What {@code .chartdrop/env} says of one. */
  String address(String variable) {
    return Optional.ofNullable(addresses.get(variable)).orElseThrow();
  }

  /** {@code ./ops} with these arguments, to its end. */
  Finished ops(String... arguments) {
    List<String> line = java(Repository.appJar("operator"));
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().keySet().removeIf(name -> name.matches("(AWS|CHARTDROP)_.*"));
    builder.environment().put("CHARTDROP_HOME", home.toString());
    return Finished.run(builder);
  }

  /** The files of a tenant as they lie in the table, with all that is said of them. */
  List<Map<String, AttributeValue>> ledgerItems(String tenant) {
    return dynamoDb
        .queryPaginator(
            query ->
                query
                    .tableName(address("CHARTDROP_TABLE_FILES"))
                    .keyConditionExpression("pk = :tenant")
                    .expressionAttributeValues(Map.of(":tenant", AttributeValue.fromS(tenant)))
                    .consistentRead(true))
        .items()
        .stream()
        .toList();
  }

  /** For each file of both clinics: read = new + known + rejected. */
  void requireBalancedLedger() {
    List<LedgerRow> rows =
        Stream.of(riverside, lakeside).flatMap(clinic -> clinic.ledger().stream()).toList();

    assertThat(rows).isNotEmpty();
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.read()).isEqualTo(row.sumOfParts()))
        .allSatisfy(row -> assertThat(row.isClosed()).isTrue());
  }

  @Override
  public void close() {
    open.forEach(
        part -> {
          try {
            part.close();
          } catch (Exception e) {
            System.err.println("Not closed cleanly: " + e);
          }
        });
  }

  /** A new directory of this build, with room to look around afterwards. */
  static Path directory(String name) {
    try {
      return Files.createTempDirectory(
          Files.createDirectories(Path.of("target/journeys").toAbsolutePath()), name + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> launcherArguments(Path home, String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--home", home.toString()));
    arguments.addAll(List.of("--port-base", Integer.toString(freePorts())));
    found(S3).ifPresent(url -> arguments.addAll(List.of("--s3-endpoint", url)));
    found(DYNAMODB).ifPresent(url -> arguments.addAll(List.of("--dynamodb-endpoint", url)));
    if (!arguments.contains("--prefix")) {
      arguments.addAll(List.of("--prefix", prefix()));
    }
    return arguments;
  }

  /** A moto that lives longer than one run holds what others left. */
  static String prefix() {
    return "journeys-" + UUID.randomUUID().toString().substring(0, 8) + "-";
  }

  private static Optional<String> found(String variable) {
    return Stream.of(System.getProperty(variable, ""), System.getenv().getOrDefault(variable, ""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  static List<String> java(Path jar) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    line.addAll(List.of("-jar", jar.toString()));
    return line;
  }

  /** One port, likewise. */
  static int freePort() {
    return freePorts();
  }

  /** Below the ports that the system hands out, so that nobody takes one meanwhile. */
  private static int freePorts() {
    for (int attempt = 0; attempt < 100; attempt++) {
      int base = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      if (Stream.of(0, 1, 2, 3, 4, 5, 6, 10, 11).allMatch(offset -> isFree(base + offset))) {
        return base;
      }
    }
    throw new IllegalStateException("No free ports between 20000 and 32000");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<String, String> read(Path env) {
    try {
      return Files.readAllLines(env, UTF_8).stream()
          .filter(line -> line.contains("=") && !line.startsWith("#"))
          .map(line -> line.split("=", 2))
          .collect(toMap(pair -> pair[0], pair -> pair[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private StaticCredentialsProvider credentials() {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(address("AWS_ACCESS_KEY_ID"), address("AWS_SECRET_ACCESS_KEY")));
  }
}
