package io.chartdrop.middletier;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.middletier.contract.Contract;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What the service does around its operations. */
@ApiTest
class ServiceIT implements EmbeddedCloud {
  private static final String NAME = "Uncommonname";

  @Autowired private Clinics clinics;
  @Autowired private CamelContext camel;
  @Autowired private Contract contract;
  @LocalServerPort private int port;
  @LocalManagementPort private int management;

  @Test
  void everyOperation_isARouteOfItsName() {
    assertThat(contract.operations())
        .hasSize(8)
        .allSatisfy(operation -> assertThat(camel.getRoute(operation.id())).isNotNull());
  }

  @Test
  void document_andItsPage_areThereForEverybody_withoutScripts() {
    Api nobody = clinics.as("");
    Api.Reply document = nobody.absolute("GET", "/openapi.yaml", BodyPublishers.noBody());
    assertThat(document.text()).isEqualTo(contract.text());
    Api.Reply page = nobody.absolute("GET", "/docs", BodyPublishers.noBody());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(page.text())
        .contains("lang=\"en\"", "<h1>", "urn:chartdrop:problem:bad-parameter", "MRN-1001,Ama")
        .contains("<code>chartdrop/files:write</code>")
        .doesNotContain("<script", "http://", "https://");
    contract.operations().forEach(o -> assertThat(page.text()).contains("id=\"" + o.id() + "\""));
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "style-src 'self'")
        .doesNotContain("unsafe");
    assertThat(
            nobody
                .absolute("GET", "/docs/page.css", BodyPublishers.noBody())
                .header("Content-Type"))
        .startsWith("text/css");
  }

  @Test
  void whatIsNotThere_isAProblem_alsoForTheContainer() throws IOException {
    Api api = clinics.as(MINT.machine(clinics.found().id().value(), TokenMint.ALL_SCOPES));
    for (String path :
        List.of(
            "/api/v1/patients",
            "/api/v1/",
            "/api/v1/records/A1",
            "/nothing",
            "/%61pi/v1/records",
            "/api/v1/record%73")) {
      Api.Reply reply = api.absolute("GET", path, BodyPublishers.noBody());
      assertThat(reply.status()).as(path).isEqualTo(404);
      assertThat(reply.problem()).as(path).isEqualTo("not-found");
    }
    assertThat(raw("GET /api/v1/records;a=b HTTP/1.1")).startsWith("HTTP/1.1 400");
    assertThat(raw("GET /api/v1/../../etc/passwd HTTP/1.1")).startsWith("HTTP/1.1 4");
    assertThat(raw("GET /api/v1/records?mrn=" + NAME + "| HTTP/1.1"))
        .startsWith("HTTP/1.1 400")
        .doesNotContain(NAME);
  }

  private String raw(String line) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(
          (line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void logs_sayWhoAndWhatKind_neverWhatWasAskedFor() throws IOException {
    // a read by name · the audit has it · no logger has the name
    Clinic clinic = clinics.found();
    clinic.has("A1", NAME, "Oak", "2026-03-01T09:30", "Well");
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    Logger audit = (Logger) LoggerFactory.getLogger("io.chartdrop.audit");
    ListAppender<ILoggingEvent> all = new ListAppender<>();
    all.start();
    root.addAppender(all);
    audit.addAppender(all);
    try {
      Api api = clinics.as(MINT.person(clinic.id().value(), TokenMint.ALL_SCOPES));
      assertThat(api.get("/records?first_name=" + NAME).all("first_name")).containsExactly(NAME);
      assertThat(api.get("/records?first_name=" + NAME + "&limit=x").status()).isEqualTo(400);
      assertThat(api.get("/records/" + NAME).status()).isEqualTo(404);
      Awaitility.await()
          .until(
              () ->
                  List.copyOf(all.list).stream()
                          .filter(e -> e.getLoggerName().equals("io.chartdrop.access"))
                          .count()
                      == 3);
    } finally {
      root.detachAppender(all);
      audit.detachAppender(all);
    }
    assertThat(all.list).allSatisfy(e -> assertThat(e.getFormattedMessage()).doesNotContain(NAME));
    List<String> audited =
        all.list.stream()
            .filter(e -> e.getLoggerName().equals("io.chartdrop.audit"))
            .map(ILoggingEvent::getFormattedMessage)
            .toList();
    assertThat(audited).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(audited.get(0));
    assertThat(line.path("tenant").asText()).isEqualTo(clinic.id().value());
    assertThat(line.path("subject").asText()).isEqualTo("0f1e2d3c-person");
    assertThat(line.path("operation").asText()).isEqualTo("find-records");
    assertThat(line.path("asked_by").toString()).isEqualTo("[\"first_name\"]");
    assertThat(line.path("rows").asInt()).isEqualTo(1);
  }

  @Test
  void tokensOfKeysThatNobodyHas_doNotMakeUsAskTheIssuerForEach() {
    int before = MINT.keysAskedFor();
    for (int i = 0; i < 12; i++) {
      String strange = MINT.forged("key-" + i, claims -> MINT.asMachine(claims, ""));
      assertThat(clinics.as(strange).get("/records").status()).isEqualTo(401);
    }
    assertThat(MINT.keysAskedFor() - before).isLessThan(4);
  }

  @Test
  void healthAndMetrics_areOnTheManagementPortOnly() throws Exception {
    Clinic clinic = clinics.found();
    clinics.as(MINT.machine(clinic.id().value(), TokenMint.ALL_SCOPES)).get("/records");

    assertThat(manage("/actuator/health/liveness").body()).contains("UP");
    assertThat(manage("/actuator/health/readiness").body()).contains("UP");
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(manage("/actuator/prometheus").body())
                    .containsPattern(
                        "chartdrop_api_requests_total\\{[^}]*operation=\"find-records\"[^}]*tenant=\""
                            + clinic.id()));
    Api.Reply notHere =
        clinics.as("").absolute("GET", "/actuator/prometheus", BodyPublishers.noBody());
    assertThat(notHere.status()).isEqualTo(404);
  }

  private HttpResponse<String> manage(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
