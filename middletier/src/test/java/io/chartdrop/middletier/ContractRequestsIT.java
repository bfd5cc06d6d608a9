package io.chartdrop.middletier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.middletier.contract.Contract;
import io.chartdrop.middletier.contract.Operation;
import io.chartdrop.middletier.contract.Parameter;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.RowCounts;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Requests made from the document, sound and unsound: each is answered as the document says, with a
 * status that it lists and a body of the shape that it describes.
 */
@ApiTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContractRequestsIT implements EmbeddedCloud {
  private static final OpenAPI DOCUMENT = Shape.document();
  private static final byte[] BODY = "a,b\n1,2\n".getBytes(UTF_8);
  private static final String TYPE = "Content-Type";

  @Autowired private Clinics clinics;
  private Api api;
  private FileId file;

  /** One clinic for all requests: they read, or add files that nobody takes. */
  @BeforeAll
  void open() {
    Clinic clinic = clinics.found();
    clinic.has("MRN-1001", "Ama", "Okonkwo", "2026-03-01T09:30", "Her knee is well");
    clinic.completed("1.csv", RowCounts.of(1, 0, 0));
    file =
        clinic.completedWithRejects(
            "2.csv",
            "original",
            "medical_record_number,chartdrop_line,chartdrop_column,chartdrop_code,chartdrop_message\r\n"
                + ",2,medical_record_number,MISSING_VALUE,Give it\r\n");
    api = clinics.as(MINT.machine(clinic.id().value(), TokenMint.ALL_SCOPES));
  }

  /** Nothing but what is required; each parameter with its example; each at its bounds. */
  static Stream<Arguments> soundRequests() {
    List<Arguments> requests = new ArrayList<>();
    for (Operation operation : Contract.load().operations()) {
      requests.add(Arguments.of(operation, "", ""));
      for (Parameter parameter : operation.parameters()) {
        if (parameter.inQuery() && !parameter.name().equals("next")) {
          soundValues(parameter)
              .forEach(v -> requests.add(Arguments.of(operation, parameter.name(), v)));
        }
      }
    }
    return requests.stream();
  }

  private static List<String> soundValues(Parameter parameter) {
    List<String> values = new ArrayList<>(parameter.allowed());
    switch (parameter.type()) {
      case DATE -> values.addAll(List.of("2026-03-01", "0000-01-01", "9999-12-31", "2024-02-29"));
      case INTEGER ->
          values.addAll(
              List.of(Long.toString(parameter.minimum()), Long.toString(parameter.maximum())));
      case TEXT -> {
        if (parameter.allowed().isEmpty()) {
          String end = parameter.name().equals("name") ? ".csv" : "";
          parameter.example().ifPresent(values::add);
          values.add("x" + end);
          values.add("é".repeat(parameter.maxLength() - end.length()) + end);
          values.add("a b+c&d=e%25#/?;'\"<>" + end);
        }
      }
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("soundRequests")
  void soundRequest_isAnsweredAsDescribed(Operation operation, String parameter, String value) {
    Map<String, String> query = required(operation);
    if (!parameter.isEmpty()) {
      query.put(parameter, value);
    }
    if (parameter.equals("notes")) {
      query.put("mrn", "MRN-1001"); // the document says that it does not go alone
    }
    Api.Reply reply = ask(operation, file.value(), query);
    assertThat(reply.status()).isIn(200, 202);
    isAsDescribed(operation, reply);
  }

  static Stream<Arguments> unsoundRequests() {
    List<Arguments> requests = new ArrayList<>();
    for (Operation operation : Contract.load().operations()) {
      for (Parameter parameter : operation.parameters()) {
        unsoundValues(parameter)
            .forEach(v -> requests.add(Arguments.of(operation, parameter.name(), v)));
      }
      requests.add(Arguments.of(operation, "not_in_the_document", "1"));
    }
    return requests.stream();
  }

  private static List<String> unsoundValues(Parameter parameter) {
    return switch (parameter.type()) {
      case DATE ->
          List.of("", "2026-02-30", "2026-3-1", "01/03/2026", "2026-03-01T00:00", "99999-01-01");
      case INTEGER ->
          List.of(
              "",
              "x",
              "1.5",
              "+1",
              " 1",
              "1e1",
              "99999999999999999999",
              Long.toString(parameter.minimum() - 1),
              Long.toString(parameter.maximum() + 1));
      case TEXT -> {
        List<String> values =
            new ArrayList<>(List.of("", "x\u0000.csv", "x\r\nSet-Cookie: a=b.csv"));
        if (parameter.maxLength() < 10_000) {
          values.add("x".repeat(parameter.maxLength() + 1));
        }
        if (!parameter.allowed().isEmpty() || parameter.pattern().isPresent()) {
          values.add("not one of them");
        }
        yield values;
      }
    };
  }

  @ParameterizedTest
  @MethodSource("unsoundRequests")
  void unsoundRequest_isRefused_byNameAndNotByValue(
      Operation operation, String parameter, String value) {
    boolean inPath =
        operation.parameters().stream().anyMatch(p -> p.name().equals(parameter) && !p.inQuery());
    Map<String, String> query = required(operation);
    Api.Reply reply;
    if (inPath) {
      reply = ask(operation, Api.encoded(value).replace("+", "%20"), query);
      // an empty part or one with a control character is no address at all
      assertThat(reply.status()).isIn(400, 404, 405);
      if (value.contains("\u0000")) {
        // Tomcat refuses it before any of us is asked, with a page of its own
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.text()).doesNotContain(".csv");
        return;
      }
    } else {
      query.put(parameter, value);
      reply = ask(operation, file.value(), query);
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.problem()).isIn("bad-parameter", "bad-page-token");
      isAsDescribed(operation, reply);
    }
    assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
    assertThat(reply.json().path("detail").asText()).isNotBlank();
    if (value.length() > 5) {
      assertThat(reply.text()).doesNotContain(value);
    }
  }

  static Stream<Arguments> bodies() {
    List<Arguments> bodies = new ArrayList<>();
    for (Operation operation : Contract.load().operations()) {
      operation.bodyTypes().forEach(type -> bodies.add(Arguments.of(operation, type)));
    }
    return bodies.stream();
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void body_isTakenAsWhatItIs_andAsNothingElse(Operation operation, String type) {
    // as described · under the other types · under one that is not in the document · empty
    boolean isGzip = type.contains("gzip");
    String path = operation.path() + "?name=body.csv" + (isGzip ? ".gz" : "");
    byte[] body = isGzip ? gzip(BODY) : BODY;
    Api.Reply sound = api.send("POST", path, BodyPublishers.ofByteArray(body), TYPE, type);
    assertThat(sound.status()).isEqualTo(202);
    isAsDescribed(operation, sound);
    for (String other : List.of("application/json", "text/csv", "application/gzip", "text/html")) {
      if (!other.equals(type)) {
        Api.Reply reply = api.send("POST", path, BodyPublishers.ofByteArray(body), TYPE, other);
        assertThat(reply.problem()).as(other).isEqualTo("unsupported-type");
        isAsDescribed(operation, reply);
      }
    }
    Api.Reply empty = api.send("POST", path, BodyPublishers.noBody(), TYPE, type);
    assertThat(empty.problem()).isEqualTo("short-body");
    isAsDescribed(operation, empty);
  }

  private static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Stream<Operation> operations() {
    return Contract.load().operations().stream();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void missingParameter_isAskedFor(Operation operation) {
    for (Parameter parameter : operation.parameters()) {
      if (parameter.inQuery() && parameter.required()) {
        Api.Reply reply = ask(operation, file.value(), Map.of());
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("parameter").asText()).isEqualTo(parameter.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void otherMethods_areNotAllowed(Operation operation) {
    Api.Reply reply =
        api.send(
            "DELETE", operation.path().replace("{file_id}", file.value()), BodyPublishers.noBody());
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.problem()).isEqualTo("method-not-allowed");
    assertThat(reply.header("Allow")).contains(operation.method());
  }

  private static Map<String, String> required(Operation operation) {
    Map<String, String> query = new HashMap<>();
    operation.parameters().stream()
        .filter(p -> p.inQuery() && p.required())
        .forEach(p -> query.put(p.name(), p.example().orElseThrow()));
    return query;
  }

  private Api.Reply ask(Operation operation, String fileId, Map<String, String> query) {
    StringBuilder path = new StringBuilder(operation.path().replace("{file_id}", fileId));
    query.forEach(
        (name, value) ->
            path.append(path.indexOf("?") < 0 ? "?" : "&")
                .append(name)
                .append('=')
                .append(Api.encoded(value)));
    boolean hasBody = !operation.bodyTypes().isEmpty();
    return api.send(
        operation.method(),
        path.toString(),
        hasBody ? BodyPublishers.ofByteArray(BODY) : BodyPublishers.noBody(),
        hasBody ? new String[] {TYPE, "text/csv"} : new String[0]);
  }

  private static void isAsDescribed(Operation operation, Api.Reply reply) {
    ApiResponse response =
        DOCUMENT.getPaths().get(operation.path()).readOperationsMap().entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(operation.method()))
            .findFirst()
            .orElseThrow()
            .getValue()
            .getResponses()
            .get(Integer.toString(reply.status()));
    assertThat(response).as("%d is in the document", reply.status()).isNotNull();
    String type = reply.header("Content-Type");
    MediaType media = response.getContent().get(type.split(";")[0]);
    assertThat(media).as("%s is in the document", type).isNotNull();
    if (type.contains("json")) {
      Shape.of(media.getSchema()).isThatOf(reply.json());
    }
  }
}
