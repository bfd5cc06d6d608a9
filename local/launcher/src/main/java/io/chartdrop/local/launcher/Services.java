package io.chartdrop.local.launcher;

import io.chartdrop.local.process.LocalCloud;
import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.local.process.Repository;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything that runs. The stores come before who uses them, who looks for them at once; all else
 * starts side by side.
 */
final class Services implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(30);

  private final Ports ports;
  private final String prefix;
  private final Path root;
  private final Path own;
  private final Path logs;
  private final Map<String, LocalProcess> processes = new LinkedHashMap<>();
  private Map<String, String> environment = Map.of();

  /**
   * @param prefix how buckets and tables begin
   * @param root the checkout
   * @param own the {@code .chartdrop} of this run, with {@code logs} in it
   */
  Services(Ports ports, String prefix, Path root, Path own) {
    this.ports = ports;
    this.prefix = prefix;
    this.root = root;
    this.own = own;
    this.logs = own.resolve("logs");
  }

  /**
   * Returns when all are ready.
   *
   * @param data where S3 and DynamoDB keep what they hold; else nothing is kept
   * @param told is told of each that is ready: its name and its address
   * @throws LaunchException if one of them cannot be started
   */
  void start(Optional<Path> data, Consumer<Ready> told) {
    try {
      // needs nothing of the others, so it starts beside them from the beginning
      LocalProcess issuer = issuer(data).begin();
      processes.put("chartdrop-issuer", issuer);
      LocalCloud.Plan plan =
          LocalCloud.plan().prefix(prefix).ports(ports.s3(), ports.dynamoDb()).logs(logs);
      data.ifPresent(plan::data);
      LocalCloud cloud = plan.start();
      cloud.processes().forEach(process -> processes.put(process.name(), process));
      environment = variables(cloud);
      told.accept(new Ready("S3", cloud.s3().toString()));
      told.accept(new Ready("DynamoDB", cloud.dynamoDb().toString()));

      LocalProcess sftp = sftp(data).begin();
      processes.put("chartdrop-sftp", sftp);
      LocalProcess routes = routes().begin();
      processes.put("chartdrop-routes", routes);
      LocalProcess middletier = middletier().begin();
      processes.put("chartdrop-middletier", middletier);
      sftp.awaitReady();
      told.accept(new Ready("SFTP", "127.0.0.1:" + ports.sftp()));
      issuer.awaitReady();
      told.accept(new Ready("sign-in", environment.getOrDefault("CHARTDROP_ISSUER", "")));
      routes.awaitReady();
      awaitReadiness("routes", ports.routes());
      // last: with all of them at once on two cores each would take longer than it may
      LocalProcess frontend = frontend().begin();
      processes.put("chartdrop-frontend", frontend);
      told.accept(new Ready("routes", environment.getOrDefault("CHARTDROP_ROUTES", "")));
      middletier.awaitReady();
      awaitReadiness("middletier", ports.apiManagement());
      told.accept(new Ready("API", environment.getOrDefault("CHARTDROP_API", "")));
      frontend.awaitReady();
      awaitReadiness("frontend", ports.webManagement());
      told.accept(new Ready("web", environment.getOrDefault("CHARTDROP_WEB", "")));
    } catch (IllegalStateException e) {
      throw new LaunchException(String.valueOf(e.getMessage()));
    }
  }

  /** A service that answers. */
  record Ready(String name, String address) {}

  /** What {@code .chartdrop/env} holds. */
  Map<String, String> environment() {
    return environment;
  }

  private Map<String, String> variables(LocalCloud cloud) {
    Map<String, String> variables = new LinkedHashMap<>(cloud.environment());
    variables.put("CHARTDROP_WEB", "http://127.0.0.1:" + ports.web());
    variables.put("CHARTDROP_WEB_MANAGEMENT", "http://127.0.0.1:" + ports.webManagement());
    variables.put("CHARTDROP_ROUTES", "http://127.0.0.1:" + ports.routes());
    variables.put("CHARTDROP_API", "http://127.0.0.1:" + ports.api());
    variables.put("CHARTDROP_API_MANAGEMENT", "http://127.0.0.1:" + ports.apiManagement());
    variables.put("CHARTDROP_ISSUER", "http://127.0.0.1:" + ports.issuer());
    variables.put("CHARTDROP_SFTP_PORT", Integer.toString(ports.sftp()));
    return variables;
  }

  private LocalProcess.Command issuer(Optional<Path> data) {
    // always kept: a token in a shell outlives a restart, and making keys takes a second
    Path keys = data.map(kept -> kept.resolve("issuer")).orElse(own.resolve("issuer"));
    return LocalProcess.jar("chartdrop-issuer", Repository.appJar("local/issuer"))
        .heap("128m")
        .arguments("--port", Integer.toString(ports.issuer()))
        .arguments("--web", "http://127.0.0.1:" + ports.web())
        .arguments("--data", keys.toString())
        .withParent()
        .log(logs.resolve("issuer.log"));
  }

  private LocalProcess.Command sftp(Optional<Path> data) {
    LocalProcess.Command command =
        LocalProcess.jar("chartdrop-sftp", Repository.appJar("local/sftp"))
            .heap("128m")
            .environment(environment)
            .arguments("--port", Integer.toString(ports.sftp()))
            .withParent()
            .log(logs.resolve("sftp.log"));
    // always kept: ssh refuses a host that has another key than the last time
    Path keys = data.map(kept -> kept.resolve("sftp")).orElse(own.resolve("sftp"));
    return command.arguments("--data", keys.toString());
  }

  /** With quicker polling than on AWS. */
  private LocalProcess.Command routes() {
    String port = Integer.toString(ports.routes());
    return service("routes", "512m")
        .environment(
            Map.of(
                "SERVER_PORT",
                port,
                "MANAGEMENT_SERVER_PORT",
                port,
                "INTAKE_POLLINTERVAL",
                "500ms",
                "INTAKE_IDLEFACTOR",
                "1",
                "INTAKE_TENANTSINTERVAL",
                "1s",
                "CHARTDROP_OPS_PASSWORD",
                "ops-demo",
                "INTAKE_SPOOL",
                own.resolve("spool").toString()))
        .readyWhen("Started RoutesApplication");
  }

  private LocalProcess.Command middletier() {
    return service("middletier", "384m")
        .environment(
            Map.of(
                "SERVER_PORT", Integer.toString(ports.api()),
                "MANAGEMENT_SERVER_PORT", Integer.toString(ports.apiManagement()),
                "CHARTDROP_TENANT_ACCESS", "own-credentials"))
        .readyWhen("Started MiddletierApplication");
  }

  /** It is given what Terraform hands over on AWS. */
  private LocalProcess.Command frontend() {
    String issuer = environment.getOrDefault("CHARTDROP_ISSUER", "");
    return service("frontend", "256m")
        .environment(
            Map.of(
                "SERVER_PORT",
                Integer.toString(ports.web()),
                "MANAGEMENT_SERVER_PORT",
                Integer.toString(ports.webManagement()),
                "CHARTDROP_WEB_CLIENT_ID",
                "chartdrop-web",
                "CHARTDROP_WEB_CLIENT_SECRET",
                "chartdrop-web-demo",
                "CHARTDROP_SIGN_OUT",
                issuer + "/logout?client_id=chartdrop-web&logout_uri={return_to}",
                "CHARTDROP_SFTP_HOST",
                "127.0.0.1"))
        .readyWhen("Started FrontendApplication");
  }

  /** The very service that runs on AWS; it knows nothing of us. */
  private LocalProcess.Command service(String module, String heap) {
    Path jar = Repository.appJar(module);
    Path classes = root.resolve("local/launcher/target/classes");
    return LocalProcess.jar("chartdrop-" + module, jar)
        .heap(heap)
        .jvm("-cp", classes + File.pathSeparator + jar, ParentWatch.class.getName())
        .environment(environment)
        .environment(Map.of("SERVER_ADDRESS", "127.0.0.1"))
        .log(logs.resolve(module + ".log"));
  }

  private void awaitReadiness(String service, int port) {
    URI readiness = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    long end = System.nanoTime() + READY.toNanos();
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request = HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
    while (System.nanoTime() < end) {
      try {
        if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
        Thread.sleep(100);
      } catch (IOException e) {
        // it says that it has started; its port may be a moment behind
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new LaunchException(
        "The %s service is not ready: see %s".formatted(service, logs.resolve(service + ".log")));
  }

  /** Calls with the name of a service that ends although nobody closed it. */
  void onDeath(Consumer<String> told) {
    processes.forEach(
        (name, process) ->
            ProcessHandle.of(process.pid())
                .ifPresentOrElse(
                    handle -> handle.onExit().thenRun(() -> told.accept(name)),
                    () -> told.accept(name)));
  }

  /** The readers of the stores end before the stores. */
  @Override
  public void close() {
    List<LocalProcess> lastFirst = new ArrayList<>(processes.values());
    Collections.reverse(lastFirst);
    lastFirst.forEach(LocalProcess::close);
  }
}
