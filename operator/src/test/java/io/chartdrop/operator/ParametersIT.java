package io.chartdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** A parameter store of the test's own: it knows the environment dev. */
class ParametersIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HttpServer store;
  private String asked = "";
  private String signature = "";

  @BeforeEach
  void start() throws IOException {
    store = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    store.createContext("/", this::answer);
    store.start();
  }

  @AfterEach
  void stop() {
    store.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    signature = exchange.getRequestHeaders().getFirst("Authorization");
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode found = answer.putArray("Parameters");
    ArrayNode invalid = answer.putArray("InvalidParameters");
    for (JsonNode name : JSON.readTree(exchange.getRequestBody()).path("Names")) {
      if (name.asText().startsWith("/chartdrop/dev/")) {
        String variable = name.asText().substring("/chartdrop/dev/".length());
        found.addObject().put("Name", name.asText()).put("Value", "dev " + variable);
      } else {
        invalid.add(name.asText());
      }
    }
    byte[] body = answer.toString().getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Addresses addresses(String environment) {
    return Parameters.of(
        environment,
        Map.of("CHARTDROP_INBOX", "of the shell", "CHARTDROP_SFTP_PORT", "22"),
        URI.create("http://127.0.0.1:" + store.getAddress().getPort()),
        "eu-west-1",
        AwsBasicCredentials.create("OWN", "secret"));
  }

  @Test
  void names_areTheEnvironments_askedWithTheOperatorsOwnCredentials() {
    Addresses dev = addresses("dev");

    assertThat(dev.get("CHARTDROP_TABLE_RECORDS")).contains("dev CHARTDROP_TABLE_RECORDS");
    assertThat(dev.get("CHARTDROP_INBOX")).contains("dev CHARTDROP_INBOX");
    assertThat(dev.get("CHARTDROP_SFTP_PORT")).contains("22");
    assertThat(asked).isEqualTo("AmazonSSM.GetParameters");
    assertThat(signature).contains("Credential=OWN/", "/eu-west-1/ssm/aws4_request");
  }

  @Test
  void environmentThatIsNotThere_isSaid() {
    assertThatThrownBy(() -> addresses("production"))
        .isInstanceOf(OpsException.class)
        .hasMessageContaining(
            "There is no parameter /chartdrop/production/CHARTDROP_TABLE_RECORDS");
  }
}
