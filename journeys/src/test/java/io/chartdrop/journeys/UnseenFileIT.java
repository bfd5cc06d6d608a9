package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A file that nobody has seen: made up here, other cells at each run. Columns in an odd order with
 * odd headers, dates in three spellings, notes with quotes, line breaks, delimiters and accents.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnseenFileIT {
  private static final int ROWS = 120;
  private static final List<String> SPELLINGS =
      List.of("uuuu-MM-dd'T'HH:mm:ss", "M/d/uuuu h:mm a", "MM/dd/uuuu HH:mm");
  private static final List<String> FIRST_NAMES =
      List.of("Zoë", "Renée", "Łukasz", "José María", "O'Neil", "李", "Anne, Jr.");
  private static final List<String> PHRASES =
      List.of(
          "Patient said \"ouch\"",
          "BP 120/80;\tpulse 61",
          "naïve to opioids, façade of wellness",
          "first line\nsecond line",
          "first line\r\n\r\n  third, indented",
          "=SUM(A1:A9)",
          "5'6\" tall",
          "Größe 1,82 m – ängstlich",
          "emoji 🙂 and العربية");

  private final long seed = Long.getLong("journeys.seed", new Random().nextLong());
  private final Random random = new Random(seed);
  private final String once = Long.toString(Math.abs(seed), 36);
  private final Clinic riverside = Product.running().riverside();

  /** Begins all last names of the file, and no other in the clinic: letters only. */
  private final String family = "Unseen" + letters(6);

  private final List<ObjectNode> expected = new ArrayList<>();
  private JsonNode outcome;

  @BeforeAll
  void drop() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "Blood Pressure (mmHg)",
            "DOCTORS NOTES",
            "größe, in cm",
            "First Name",
            "medicalRecordNumber",
            "Say \"Ah\"",
            "Last_Name",
            "Date Time",
            "说明"));
    for (int i = 0; i < ROWS; i++) {
      rows.add(row(i));
    }
    outcome = riverside.drops("unseen-" + once + ".csv", Csv.of(rows));
  }

  @AfterAll
  static void countsHold() {
    Product.running().requireBalancedLedger();
  }

  @Test
  void everyRow_isNew() {
    assertThat(outcome.get("status").asText())
        .as("seed %d: %s", seed, outcome)
        .isEqualTo("COMPLETED");
    assertThat(outcome.get("rows").get("read").asInt()).isEqualTo(ROWS);
    assertThat(outcome.get("rows").get("new").asInt()).isEqualTo(ROWS);
  }

  @Test
  void byLastName_findsAllOfTheFile_cellByCell() {
    findsJustThose(record -> true, "--last-name", family);
  }

  @Test
  void byLastName_withoutCaseOrAccents_findsThoseThatBeginSo() {
    // last names end in é-something, b-something or c-something
    findsJustThose(
        record -> record.get("last_name").asText().startsWith(family + "é"),
        "--last-name",
        family.toUpperCase(Locale.ROOT) + "E");
  }

  @Test
  void byMrn_findsTheVisitsOfOnePatient() {
    String mrn = expected.get(random.nextInt(ROWS)).get("medical_record_number").asText();

    findsJustThose(
        record -> record.get("medical_record_number").asText().equals(mrn), "--mrn", mrn);
  }

  @Test
  void byFirstName_findsThoseThatBeginSo() {
    findsJustThose(
        record -> record.get("first_name").asText().startsWith("Ren"),
        "--first-name",
        "rene",
        "--last-name",
        family);
  }

  @Test
  void byDays_findsBothDaysAndThoseBetween() {
    LocalDate from = LocalDate.of(2026, 3, 10);
    LocalDate to = LocalDate.of(2026, 3, 12);

    findsJustThose(
        record -> {
          LocalDate day = LocalDateTime.parse(record.get("date_time").asText()).toLocalDate();
          return !day.isBefore(from) && !day.isAfter(to);
        },
        "--last-name",
        family,
        "--from",
        from.toString(),
        "--to",
        to.toString());
  }

  @Test
  void byNotes_findsThoseThatContainIt() {
    findsJustThose(UnseenFileIT::speaksOfFacade, "--last-name", family, "--notes", "FAÇADE of");
  }

  @Test
  void otherClinic_findsNothing() {
    assertThat(Product.running().lakeside().counts("--last-name", family)).isZero();
  }

  private void findsJustThose(Predicate<JsonNode> wanted, String... options) {
    List<JsonNode> those = expected.stream().filter(wanted).map(JsonNode.class::cast).toList();
    assertThat(those).as("the test asks for something, seed %d", seed).isNotEmpty();

    assertThat(riverside.finds(options).stream().map(UnseenFileIT::cells))
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(those);
  }

  @Test
  void count_isWhatIsFound() {
    // of the whole file, and of some of its rows
    assertThat(riverside.counts("--last-name", family)).isEqualTo(ROWS);
    assertThat(riverside.counts("--last-name", family, "--notes", "façade"))
        .isEqualTo(expected.stream().filter(UnseenFileIT::speaksOfFacade).count());
  }

  private static boolean speaksOfFacade(JsonNode record) {
    return record.get("doctors_notes").asText().contains("façade");
  }

  /** The cells that were in the file, without what Chartdrop adds. */
  private static JsonNode cells(JsonNode record) {
    ObjectNode cells = record.deepCopy();
    return cells.without(
        List.of("time_zone", "date_time_utc", "ambiguous_time", "file_id", "line", "received_at"));
  }

  /** A row for the file, and the record that should come of it. */
  private List<String> row(int i) {
    // three visits of each patient; no two rows alike
    String mrn = "#%s/%03d".formatted(once, i / 3);
    LocalDateTime at = LocalDateTime.of(2026, 3, 9 + i % 6, 8 + i % 10, random.nextInt(60));
    String last = family + List.of("ést", "bÿ-" + letters(3), "ç " + letters(4)).get(i % 3);
    String first = FIRST_NAMES.get(i % FIRST_NAMES.size());
    String notes = i + ": " + phrase() + " · " + phrase();
    String pressure = random.nextBoolean() ? "" : "1%d/8%d".formatted(i % 10, i % 7);
    String ah = phrase();

    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("medical_record_number", mrn).put("first_name", first).put("last_name", last);
    record.put("date_time", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(at));
    record.put("doctors_notes", notes);
    ObjectNode extra = record.putObject("extra");
    if (!pressure.isEmpty()) {
      extra.put("Blood Pressure (mmHg)", pressure);
    }
    extra.put("größe, in cm", "1%02d".formatted(i % 100)).put("Say \"Ah\"", ah).put("说明", "号" + i);
    expected.add(record);
    return List.of(
        pressure,
        notes,
        "1%02d".formatted(i % 100),
        first,
        mrn,
        ah,
        last,
        DateTimeFormatter.ofPattern(SPELLINGS.get(i % SPELLINGS.size()), Locale.US).format(at),
        "号" + i);
  }

  private String phrase() {
    return PHRASES.get(random.nextInt(PHRASES.size()));
  }

  private String letters(int n) {
    return random
        .ints(n, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
