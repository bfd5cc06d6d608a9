package io.chartdrop.middletier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chartdrop.records.file.FileId;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.InflightRepository;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.HealthEndpoint;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What is away when the service starts, is asked for too often, or is stopped in the middle. */
class OutageIT implements EmbeddedCloud {

  private static ConfigurableApplicationContext start(String... properties) {
    return start(() -> {}, properties);
  }

  /**
   * @param cloud changes where the SDK finds what
   */
  private static ConfigurableApplicationContext start(Runnable cloud, String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "management.server.port=0",
                "CHARTDROP_ISSUER=" + MINT.issuer(),
                "CHARTDROP_TENANT_ACCESS=own-credentials"));
    CLOUD.environment().forEach((name, value) -> all.add(name + "=" + value));
    EmbeddedCloud.find((name, value) -> {});
    cloud.run();
    all.addAll(List.of(properties));
    return new SpringApplicationBuilder(MiddletierApplication.class, Clinics.class)
        .run(all.stream().map(property -> "--" + property).toArray(String[]::new));
  }

  @Test
  void tableThatIsAway_makesItUnready_butNotDead_andAnIssuerThatIsAwayIsNoFaultOfTheCaller()
      throws IOException {
    int nobodyThere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobodyThere = socket.getLocalPort();
    }
    try (ConfigurableApplicationContext service =
        start(
            "CHARTDROP_ISSUER=http://127.0.0.1:" + nobodyThere,
            "CHARTDROP_TABLE_SUMMARY=nowhere")) {
      HealthEndpoint health = service.getBean(HealthEndpoint.class);
      assertThat(health.healthForPath("readiness").getStatus()).isEqualTo(Status.DOWN);
      assertThat(health.healthForPath("liveness").getStatus()).isEqualTo(Status.UP);

      Clinics clinics = service.getBean(Clinics.class);
      Clinic clinic = clinics.found();
      Api.Reply reply =
          clinics.as(MINT.machine(clinic.id().value(), TokenMint.ALL_SCOPES)).get("/records");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.problem()).isEqualTo("unavailable");
      assertThat(reply.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void tenantThatAsksTooOften_waits_andNobodyElse_andWhoIsInTheMiddleIsServedToTheEnd()
      throws Exception {
    // three at once, one a second · then an upload, half of which comes after the word to stop
    ConfigurableApplicationContext service = start("api.burst=3", "api.requests-per-second=1");
    try {
      Clinics clinics = service.getBean(Clinics.class);
      Api loud = clinics.as(MINT.machine(clinics.found().id().value(), TokenMint.ALL_SCOPES));
      List<Integer> statuses = new ArrayList<>();
      Api.Reply last = null;
      for (int i = 0; i < 40 && (last == null || last.status() == 200); i++) {
        last = loud.get("/files");
        statuses.add(last.status());
      }
      assertThat(statuses.subList(0, 3)).containsOnly(200);
      assertThat(last.problem()).isEqualTo("too-many-requests");
      assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();

      Clinic quiet = clinics.found();
      String token = MINT.machine(quiet.id().value(), TokenMint.ALL_SCOPES);
      assertThat(clinics.as(token).get("/files").status()).isEqualTo(200);
      stopsGracefully(service, token);
    } finally {
      service.close();
    }
  }

  @Test
  void downloadThatBreaksInTheMiddle_endsInAnError_notAsAShorterFile() throws IOException {
    // an S3 that takes whatever is put, and breaks off half-way through whatever is asked for
    HttpServer s3 =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    s3.createContext("/", OutageIT::answerInHalf);
    s3.start();
    try (ConfigurableApplicationContext service =
        start(() -> System.setProperty("aws.endpointUrlS3", "http:/" + s3.getAddress()))) {
      Clinics clinics = service.getBean(Clinics.class);
      Clinic clinic = clinics.found();
      FileId id = clinic.completedWithRejects("1.csv", "original", "rejects");
      Api api = clinics.as(MINT.machine(clinic.id().value(), TokenMint.ALL_SCOPES));
      assertThatThrownBy(() -> api.get("/files/" + id + "/rejects.csv"))
          .isInstanceOf(UncheckedIOException.class);
    } finally {
      s3.stop(0);
    }
  }

  private static void answerInHalf(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    if (exchange.getRequestMethod().equals("PUT")) {
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, 200_000);
      exchange.getResponseBody().write(new byte[100_000]);
    }
    exchange.close();
  }

  private static void stopsGracefully(ConfigurableApplicationContext service, String token)
      throws Exception {
    int port = service.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /api/v1/files?name=last.csv HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n"
                  + "Content-Type: text/csv\r\nAuthorization: Bearer "
                  + token
                  + "\r\n\r\na,b\n")
              .getBytes(UTF_8));
      out.flush();
      InflightRepository running = service.getBean(CamelContext.class).getInflightRepository();
      await("the upload is begun").until(() -> running.size() == 1);
      Thread stop = new Thread(service::close, "stop");
      stop.start();
      await("nobody new is let in").until(() -> !accepts(port));
      out.write("1,2\n".getBytes(UTF_8));
      out.flush();
      String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 202");
      stop.join();
    }
  }

  private static boolean accepts(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
