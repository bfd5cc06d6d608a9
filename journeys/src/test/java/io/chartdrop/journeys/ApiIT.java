package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a clinic's own program does with the API, with a token of the local issuer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 70;

  private final Product product = Product.running();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String family = "Apifamily";
  private String token;
  private JsonNode sent;

  /** One row in ten has no date, the others have notes with a line break. */
  private static List<String> row(int i) {
    return List.of(
        "API-%03d".formatted(i),
        i % 2 == 0 ? "Ama" : "Bo, the \"elder\"",
        "Apifamily" + (char) ('a' + i % 3),
        i % 10 == 9 ? "" : "2026-04-%02d 08:%02d".formatted(1 + i % 7, i % 60),
        "Knee %d,\nleft side".formatted(i));
  }

  @BeforeAll
  void uploads() throws Exception {
    token = product.token("riverside");
    List<List<String>> rows = new ArrayList<>(List.of(Csv.HEADER));
    for (int i = 0; i < ROWS; i++) {
      rows.add(row(i));
    }
    HttpResponse<String> answer =
        client.send(
            asking("/api/v1/files", Map.of("name", "from-a-program.csv"))
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(Csv.of(rows)))
                .build(),
            BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String location = answer.headers().firstValue("Location").orElseThrow();
    String path = URI.create(location).getPath();
    sent =
        await("the file is closed")
            .atMost(Duration.ofSeconds(60))
            .until(() -> get(path, Map.of()), file -> file.hasNonNull("finished_at"));
  }

  @Test
  void uploadedFile_isReadAsAnyOther() {
    assertThat(sent.get("status").asText()).isEqualTo("COMPLETED_WITH_REJECTS");
    assertThat(sent.get("rows").get("read").asInt()).isEqualTo(ROWS);
    assertThat(sent.get("rows").get("new").asInt()).isEqualTo(ROWS - ROWS / 10);
    assertThat(sent.get("rows").get("rejected").asInt()).isEqualTo(ROWS / 10);
  }

  @Test
  void everyRow_comesBackCellByCell_pageByPage_once() throws Exception {
    Map<String, List<String>> found = new TreeMap<>();
    Map<String, String> query = new TreeMap<>(Map.of("last_name", family, "limit", "9"));
    JsonNode page;
    int pages = 0;
    do {
      page = get("/api/v1/records", query);
      for (JsonNode record : page.get("items")) {
        List<String> cells =
            List.of(
                record.get("medical_record_number").asText(),
                record.get("first_name").asText(),
                record.get("last_name").asText(),
                record.get("date_time").asText(),
                record.get("doctors_notes").asText());
        assertThat(found.put(cells.get(0), cells)).as("twice: %s", cells.get(0)).isNull();
      }
      pages++;
      query.put("next", page.path("next").asText());
    } while (page.hasNonNull("next"));

    Map<String, List<String>> expected = new TreeMap<>();
    for (int i = 0; i < ROWS; i++) {
      List<String> cells = new ArrayList<>(row(i));
      if (!cells.get(3).isEmpty()) {
        cells.set(3, cells.get(3).replace(' ', 'T') + ":00");
        expected.put(cells.get(0), cells);
      }
    }
    assertThat(found).isEqualTo(expected);
    assertThat(pages).isGreaterThan(5);
  }

  @Test
  void records_areFoundByEachKindOfQuestion() throws Exception {
    assertThat(numbers(Map.of("mrn", "API-004"))).containsExactly("API-004");
    assertThat(numbers(Map.of("last_name", "apifamilyB", "first_name", "ama")))
        .isNotEmpty()
        .allSatisfy(number -> assertThat(index(number) % 6).isEqualTo(4));
    assertThat(numbers(Map.of("from", "2026-04-03", "to", "2026-04-03", "notes", "Knee 2,")))
        .containsExactly("API-002");
    assertThat(numbers(Map.of("mrn", "API-009"))).isEmpty();
  }

  @Test
  void rejectedRows_nameLineColumnAndCure() throws Exception {
    JsonNode rejects = get("/api/v1/files/" + sent.get("file_id").asText() + "/rejects", Map.of());

    assertThat(rejects.get("items")).hasSize(ROWS / 10);
    JsonNode first = rejects.get("items").get(0);
    assertThat(first.get("column").asText()).isEqualTo("date_time");
    assertThat(first.get("code").asText()).isEqualTo("MISSING_VALUE");
    assertThat(first.get("message").asText()).isNotBlank();
    assertThat(first.get("line").asInt()).isPositive();
  }

  @Test
  void otherClinic_findsNothingOfIt() throws Exception {
    String theirs = product.token("lakeside");

    assertThat(status("/api/v1/files/" + sent.get("file_id").asText(), theirs)).isEqualTo(404);
    assertThat(
            client
                .send(
                    HttpRequest.newBuilder(
                            URI.create(
                                product.address("CHARTDROP_API") + "/api/v1/records?mrn=API-004"))
                        .header("Authorization", "Bearer " + theirs)
                        .build(),
                    BodyHandlers.ofString())
                .body())
        .doesNotContain("API-004");
  }

  private static int index(String number) {
    return Integer.parseInt(number.substring("API-".length()));
  }

  private List<String> numbers(Map<String, String> query) throws Exception {
    List<String> numbers = new ArrayList<>();
    get("/api/v1/records", query)
        .get("items")
        .forEach(record -> numbers.add(record.get("medical_record_number").asText()));
    return numbers;
  }

  private JsonNode get(String path, Map<String, String> query)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(asking(path, query).build(), BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private int status(String path, String bearer) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(product.address("CHARTDROP_API") + path))
            .header("Authorization", "Bearer " + bearer)
            .build();
    return client.send(request, BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder asking(String path, Map<String, String> query) {
    String asked =
        query.entrySet().stream()
            .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(
            URI.create(
                product.address("CHARTDROP_API") + path + (asked.isEmpty() ? "" : "?" + asked)))
        .header("Authorization", "Bearer " + token);
  }

  /** By client credentials, as {@code {clinic}-app}. */
}
