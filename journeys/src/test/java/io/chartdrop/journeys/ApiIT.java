package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a clinic's own program does with the API, with a token of the local issuer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 70;

  private final Product product = Product.running();
  private final HttpClient client = HttpClient.newHttpClient();
  private String token;
  private JsonNode sent;

  /** One row in ten has no date, the others have notes with a line break. */
  private static List<String> row(int i) {
    return List.of(
        "API-%03d".formatted(i),
        i % 2 == 0 ? "Ama" : "Bo, the \"elder\"",
        "Apifamily" + (char) ('a' + i % 3),
        i % 10 == 9 ? "" : "1987-04-%02d 08:%02d".formatted(1 + i % 7, i % 60),
        "Knee %d,\nleft side".formatted(i));
  }

  @BeforeAll
  void uploads() throws Exception {
    token = ApiTokens.of(product, "riverside");
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

  /** What is asked, and which of the rows have to come. */
  private record Question(Map<String, String> query, Predicate<List<String>> of) {
    @Override
    public String toString() {
      return query.isEmpty() ? "all" : query.toString();
    }
  }

  static Stream<Question> questions() {
    String family = "Apifamily";
    return Stream.of(
        new Question(Map.of("mrn", "API-004"), row -> row.get(0).equals("API-004")),
        new Question(Map.of("mrn", "API-009"), row -> false), // it was rejected
        new Question(Map.of("last_name", "apifam"), row -> true),
        new Question(
            Map.of("last_name", family + "B", "first_name", "ama"),
            row -> row.get(2).endsWith("b") && row.get(1).equals("Ama")),
        new Question(
            Map.of("first_name", "bo the", "last_name", family),
            row -> row.get(1).startsWith("Bo")),
        new Question(
            Map.of("from", "1987-04-03", "to", "1987-04-05"),
            row ->
                row.get(3).compareTo("1987-04-03") >= 0 && row.get(3).compareTo("1987-04-06") < 0),
        new Question(
            Map.of("from", "1987-04-01", "to", "1987-04-30", "notes", "KNEE 2"),
            row -> row.get(4).startsWith("Knee 2")),
        new Question(Map.of(), row -> true));
  }

  @ParameterizedTest
  @MethodSource("questions")
  void rows_comeBackCellByCell_pageByPage_inOrder(Question question) throws Exception {
    List<List<String>> found = new ArrayList<>();
    Map<String, String> query = new TreeMap<>(question.query());
    query.put("limit", question.query().isEmpty() ? "100" : "7");
    JsonNode page;
    do {
      page = get("/api/v1/records", query);
      assertThat(page.get("items").size())
          .isLessThanOrEqualTo(Integer.parseInt(query.get("limit")));
      page.get("items").forEach(record -> found.add(cells(record)));
      query.put("next", page.path("next").asText());
    } while (page.hasNonNull("next"));

    List<List<String>> expected =
        IntStream.range(0, ROWS)
            .mapToObj(ApiIT::row)
            .filter(row -> !row.get(3).isEmpty())
            .map(ApiIT::asStored)
            .filter(question.of())
            .sorted(question.query().containsKey("last_name") ? BY_NAME : BY_DAY)
            .toList();
    assertThat(found)
        .filteredOn(cells -> cells.get(0).startsWith("API-")) // without a condition others come too
        .containsExactlyElementsOf(expected);
    if (question.query().isEmpty()) {
      assertThat(found)
          .doesNotHaveDuplicates()
          .isSortedAccordingTo(Comparator.comparing(c -> c.get(3)));
    } else {
      assertThat(found).hasSameSizeAs(expected);
    }
  }

  private static final Comparator<List<String>> BY_DAY =
      Comparator.comparing((List<String> cells) -> cells.get(3))
          .thenComparing(cells -> cells.get(0));
  private static final Comparator<List<String>> BY_NAME =
      Comparator.comparing((List<String> cells) -> cells.get(2).toLowerCase(Locale.ROOT))
          .thenComparing(cells -> cells.get(1).toLowerCase(Locale.ROOT))
          .thenComparing(cells -> cells.get(3));

  private static List<String> cells(JsonNode record) {
    return Csv.HEADER.stream().map(name -> record.get(name).asText()).toList();
  }

  private static List<String> asStored(List<String> row) {
    List<String> cells = new ArrayList<>(row);
    cells.set(3, row.get(3).replace(' ', 'T') + ":00");
    return cells;
  }

  /** The lines of middletier/README.md, as they stand there, in a folder like the one of ./run. */
  @Test
  void documentedLines_answerWithWhatTheFileHeld() throws Exception {
    Finished.requireInstalled("curl");
    Finished run =
        Finished.run(
            new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", readme())
                .directory(product.home().toFile()));
    assertThat(run.succeeds().err()).isEmpty();
    List<List<String>> sent =
        Csv.cells(Files.readString(product.home().resolve("visits.csv"))).stream().skip(1).toList();
    List<List<String>> good = sent.subList(0, 3).stream().map(ApiIT::asStored).toList();

    Iterator<JsonNode> answers = JSON.readerFor(JsonNode.class).readValues(run.out());
    JsonNode file = answers.next();
    assertThat(file.path("status").asText()).isEqualTo("COMPLETED_WITH_REJECTS");
    assertThat(file.path("rows").path("new").asInt()).isEqualTo(3);
    assertThat(records(answers.next())).containsExactly(good.get(0));
    assertThat(records(answers.next())).containsExactlyElementsOf(good);
    assertThat(records(answers.next())).containsExactly(good.get(0), good.get(1));
    assertThat(records(answers.next())).containsExactly(good.get(0), good.get(1));
    assertThat(records(answers.next())).containsExactly(good.get(0), good.get(2));
    List<List<String>> all = new ArrayList<>();
    JsonNode page = answers.next();
    for (; page.has("next"); page = answers.next()) {
      all.addAll(records(page));
    }
    all.addAll(records(page));
    assertThat(all).doesNotHaveDuplicates().containsSubsequence(good);
    JsonNode newest = answers.next().path("items").get(0);
    assertThat(newest.path("name").asText()).isEqualTo("visits.csv");
    JsonNode reject = answers.next().path("items").get(0);
    List<String> cells = new ArrayList<>();
    reject.path("cells").forEach(cell -> cells.add(cell.asText()));
    assertThat(cells).isEqualTo(sent.get(3));
    assertThat(Csv.cells(Files.readString(product.home().resolve("rejects.csv"))))
        .hasSize(2)
        .last(list(String.class))
        .startsWith(sent.get(3).toArray(String[]::new));
    assertThat(answers.next().path("days")).hasSize(14);
    String again = answers.next().path("file_id").asText();
    JsonNode retried =
        await("the retry is closed")
            .atMost(Duration.ofSeconds(60))
            .until(() -> get("/api/v1/files/" + again, Map.of()), f -> f.hasNonNull("finished_at"));
    assertThat(retried.path("rows").path("known").asInt()).isEqualTo(3);
    assertThat(answers).isExhausted();
  }

  private static List<List<String>> records(JsonNode page) {
    List<List<String>> records = new ArrayList<>();
    page.path("items").forEach(record -> records.add(cells(record)));
    return records;
  }

  /** Its blocks of shell lines below "Calls". */
  private static String readme() throws IOException {
    String text = Files.readString(Repository.root().resolve("middletier/README.md"));
    String calls = text.substring(text.indexOf("## Calls"), text.indexOf("## Settings"));
    return Pattern.compile("^```sh\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(calls)
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.joining("\n"));
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
    String theirs = ApiTokens.of(product, "lakeside");

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
}
