package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.chartdrop.journeys.Wire.Answer;
import io.chartdrop.journeys.Wire.Call;
import io.chartdrop.journeys.Wire.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five hundred patients that nobody may read of where they do not belong: their names, numbers and
 * notes are in files that are read, rejected, broken, and that fail by our own fault; and in what
 * is asked of the API and of the pages. Then everything that the services tell is searched for any
 * of them.
 */
@Tag("deeper")
class CanaryIT {
  private static final int EACH = 100;

  /** In each cell of each patient, and nowhere else. */
  private static final String CANARY =
      "Kanari" + UUID.randomUUID().toString().replaceAll("[^a-f]", "");

  private static Product product;
  private static Clinic clinic;
  private static Clinic failingClinic;
  private static Worker failing;

  @BeforeAll
  static void patientsCome() throws IOException {
    product = Product.running();
    clinic = product.clinic("canary-clinic");
    startFailingWorker();
    clinic.uploads("good.csv", Csv.of(rows("GOOD", "2026-03-01 09:30")).getBytes(UTF_8));
    clinic.uploads("rejected.csv", rejected().getBytes(UTF_8));
    clinic.uploads("no-header.csv", withoutHeader().getBytes(UTF_8));
    clinic.uploads("two-columns-alike.csv", (header(4) + withoutHeader()).getBytes(UTF_8));
    clinic.uploads("not-text.csv", Csv.of(rows("WIDE", "2026-03-01 09:30")).getBytes(UTF_16LE));
    clinic.uploads("cut-off.csv.gz", withoutHeader().getBytes(UTF_8));
    askTheApi();
    askThePages();
    Stream.of("good.csv", "rejected.csv", "no-header.csv", "two-columns-alike.csv")
        .forEach(clinic::awaitClosed);
    Stream.of("not-text.csv", "cut-off.csv.gz").forEach(clinic::awaitClosed);
    failing.awaitReady();
    LedgerRow failed = failingClinic.awaitClosed("fails.csv");
    assertThat(failed.status()).isEqualTo("FAILED");
  }

  @AfterAll
  static void end() {
    failing.close();
  }

  /** The cells of a hundred patients, each with the canary in it. */
  private static List<List<String>> rows(String kind, String at) {
    List<List<String>> rows = new ArrayList<>(List.of(Csv.HEADER));
    IntStream.range(0, EACH)
        .mapToObj(i -> CANARY + kind + i)
        .forEach(c -> rows.add(List.of(c + "M", c + "F", c + "L", at, c + " said so")));
    return rows;
  }

  private static String header(int columns) {
    return String.join(",", Csv.HEADER.subList(0, columns)) + ",first_name\n";
  }

  /** The first line is a patient, taken for the header. */
  private static String withoutHeader() {
    return Csv.of(rows("BARE", "2026-03-01 09:30").subList(1, EACH + 1));
  }

  /** For each code a row: bad dates, quotes, columns, characters, a key that is too long. */
  private static String rejected() {
    StringBuilder text = new StringBuilder(Csv.of(rows("DATE", CANARY + " o'clock")));
    String c = CANARY + "ODD";
    text.append(c + "1," + c + "," + c + ",2026-03-01 09:30\n");
    text.append(c + "2," + c + "," + c + ",2026-03-01 09:30," + c + "," + c + "\n");
    text.append(c + "3," + c + " \"x\"," + c + ",2026-03-01 09:30,\"" + c + "\" " + c + "\n");
    text.append(c + "4," + c + "\u0007," + c + ",2026-03-01 09:30," + c + "\n");
    text.append(c.repeat(20) + "," + c + "," + c + ",2026-03-01 09:30," + c + "\n");
    text.append(c + "6," + c + "," + c + ",2026-03-08 02:30," + c + "\n");
    text.append(c + "7," + c + "," + c + ",2026-03-01 09:30,\"" + c);
    return text.toString();
  }

  /**
   * A worker whose store answers each write with a refusal that quotes the row; for a clinic that
   * no other worker knows. Its log is JSON, its metrics go to CloudWatch.
   */
  private static void startFailingWorker() {
    failingClinic =
        product.clinicOfItsOwn("canary-failing-" + UUID.randomUUID().toString().substring(0, 8));
    failingClinic.uploads("fails.csv", Csv.of(rows("FAIL", "2026-03-01 09:30")).getBytes(UTF_8));
    failing =
        new Worker(
            product,
            Map.of(
                "CHARTDROP_TABLE_TENANTS", product.tableOf(failingClinic),
                "CHARTDROP_LOG", "json",
                "CHARTDROP_ENVIRONMENT", "canary",
                "CHARTDROP_METRICSINTERVAL", "1s",
                "INTAKE_MAXATTEMPTS", "2"),
            worker -> CanaryIT::refusal);
  }

  private static Answer refusal(Call call, Store store) {
    if (!call.is("BatchWriteItem", "PutItem") || !call.body().contains(CANARY)) {
      return store.answer();
    }
    String quoted = call.body().replace("\\", "\\\\").replace("\"", "\\\"");
    return Answer.of(
        400,
        "application/x-amz-json-1.0",
        "{\"__type\":\"com.amazon.coral.validate#ValidationException\",\"message\":\""
            + quoted
            + "\"}");
  }

  private static void askTheApi() {
    Web api = new Web(product.address("CHARTDROP_API"));
    String token = ApiTokens.of(product, "riverside");
    for (String path :
        List.of(
            "/api/v1/records?last_name=" + CANARY,
            "/api/v1/records?mrn=" + CANARY + "&limit=many",
            "/api/v1/records?next=" + CANARY,
            "/api/v1/records/" + CANARY,
            "/api/v1/files/" + CANARY,
            "/api/v1/files/20260301T093000-0123456789ab/rejects?next=" + CANARY,
            "/" + CANARY)) {
      api.readAs(token, path);
    }
    api.postAs(token, "/api/v1/files?name=" + CANARY, CANARY);
  }

  private static void askThePages() {
    Web pages = new Web(product.address("CHARTDROP_WEB"));
    assertThat(pages.signIn("/", "riverside", product.riverside().password()).body())
        .contains("Overview");
    for (String path :
        List.of(
            "/records?who=" + CANARY,
            "/records?who=" + CANARY + "M&from=2026-03-01&to=2026-03-31&notes=" + CANARY,
            "/records?who=" + CANARY + "&from=" + CANARY,
            "/records?next=" + CANARY,
            "/patient?mrn=" + CANARY,
            "/files?status=" + CANARY,
            "/files/" + CANARY,
            "/" + CANARY)) {
      pages.read(path);
    }
  }

  @Test
  void noPatient_isInAnyLog() throws IOException {
    Map<String, String> logs = logs(product.home());

    assertThat(logs.keySet())
        .anyMatch(name -> name.endsWith("routes.log"))
        .anyMatch(name -> name.endsWith("middletier.log"))
        .anyMatch(name -> name.endsWith("frontend.log"))
        .anyMatch(name -> name.contains("worker-"));
    assertThat(logs.values())
        .anyMatch(log -> log.contains("\"fault\"") || log.contains("failed: "));
    assertThat(hits(logs)).isEmpty();
  }

  @Test
  void noPatient_isInMetricsHealthOrJmx() throws IOException {
    Map<String, String> told = new TreeMap<>();
    Web ops = new Web(product.address("CHARTDROP_ROUTES"));
    ops.signIn("ops", "ops-demo");
    for (String path : List.of("/actuator/prometheus", "/actuator/health")) {
      told.put("routes" + path, ops.read(path).body());
      told.put("api" + path, Web.get(product.address("CHARTDROP_API_MANAGEMENT") + path).body());
      told.put("web" + path, Web.get(product.address("CHARTDROP_WEB_MANAGEMENT") + path).body());
    }
    assertThat(told.get("routes/actuator/prometheus")).contains("canary-clinic");
    assertThat(told.get("web/actuator/prometheus")).contains("http_server_requests");
    for (String kind : List.of("context", "routes", "processors", "consumers", "threadpools")) {
      JsonNode beans =
          ops.answer("{\"type\":\"read\",\"mbean\":\"org.apache.camel:type=" + kind + ",*\"}");
      assertThat(beans.path("value").size()).as(beans.toString()).isPositive();
      told.put("jmx " + kind, beans.toString());
    }

    assertThat(hits(told)).isEmpty();
  }

  @Test
  void noPatient_isInMetadataOrNamesOfObjects_norInTheLedger() {
    Map<String, String> told = new TreeMap<>();
    for (String bucket : List.of("CHARTDROP_INBOX", "CHARTDROP_ARCHIVE", "CHARTDROP_ERRORS")) {
      for (String tenant : List.of(clinic.id(), failingClinic.id())) {
        product
            .s3()
            .listObjectsV2Paginator(l -> l.bucket(product.address(bucket)).prefix(tenant + "/"))
            .contents()
            .forEach(
                object ->
                    told.put(
                        object.key(),
                        object.key()
                            + product
                                .s3()
                                .headObject(
                                    h -> h.bucket(product.address(bucket)).key(object.key()))));
      }
    }
    assertThat(told).hasSizeGreaterThan(6);
    for (String tenant : List.of(clinic.id(), failingClinic.id())) {
      told.put("ledger of " + tenant, product.ledgerItems(tenant).toString());
    }

    assertThat(hits(told)).isEmpty();
  }

  @Test
  void plantedPatient_isFound(@TempDir Path home) throws IOException {
    // the search itself, with one canary in one log, in small letters
    Path log = Files.createDirectories(home.resolve(".chartdrop/logs")).resolve("web.log");
    Files.writeString(log, "all is well\nfile of " + CANARY.toLowerCase(Locale.ROOT) + "GOOD17M\n");

    assertThat(hits(logs(home))).hasSize(1);
  }

  /** All that the processes of a product have written, whichever they are. */
  private static Map<String, String> logs(Path home) throws IOException {
    Map<String, String> logs = new TreeMap<>();
    try (Stream<Path> files = Files.walk(home, 3)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        logs.put(home.relativize(file).toString(), Files.readString(file));
      }
    }
    return logs;
  }

  /** Where a patient is told of, and how. */
  private static List<String> hits(Map<String, String> told) {
    String wanted = CANARY.toLowerCase(Locale.ROOT);
    List<String> hits = new ArrayList<>();
    told.forEach(
        (where, text) ->
            text.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).contains(wanted))
                .forEach(line -> hits.add(where + ": " + line)));
    return hits;
  }
}
