package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The rejected rows come back in a file that a person mends and uploads as it is. */
class MendedRejectsIT {
  private static final List<String> HEADER =
      Stream.concat(Csv.HEADER.stream(), Stream.of("Ward")).toList();

  /** Which of the good rows are bad in riverside's file. */
  private static final List<Integer> BAD = List.of(1, 2, 3, 5, 6, 7, 8, 9);

  private final Clinic riverside = Product.running().riverside();
  private final Clinic lakeside = Product.running().lakeside();
  private final String once = UUID.randomUUID().toString().substring(0, 8);
  private final String family = "Mended" + once.replaceAll("[0-9-]", "");

  @AfterAll
  static void countsHold() {
    Product.running().requireBalancedLedger();
  }

  @Test
  void mendedRejects_giveTheVeryRecordsThatGoodRowsGive() {
    // riverside's file: eight rows are bad, each in its own way; two of those begin like a formula
    // it mends the cells in rejects.csv and uploads that · lakeside uploads the good rows at once
    List<List<String>> good = goodRows();
    String bad =
        Csv.of(List.of(HEADER))
            + line(good.get(0))
            + line(with(good.get(1), 0, ""))
            + line(with(good.get(2), 3, "31.12.2026 what?"))
            + line(with(good.get(3), 3, "2026-03-08 02:30"))
            + line(good.get(4))
            + line(with(good.get(5), 0, "A".repeat(129)))
            + line(with(good.get(6), 4, "- bell \u0007"))
            + line(good.get(7).subList(0, 3))
            + line(with(good.get(8), 2, "  "))
            // as a program writes it that does not double its quotes
            + String.join(",", with(good.get(9), 4, "\"He said \"ouch\" twice\""))
            + "\r\n"
            + line(good.get(10));

    JsonNode first = riverside.drops("bad-" + once + ".csv", bad);
    assertThat(first.get("status").asText()).isEqualTo("COMPLETED_WITH_REJECTS");
    assertThat(counts(first)).containsExactly(11, 3, 0, 8);

    List<List<String>> rejects = Csv.cells(riverside.rejectsOf(first));
    assertThat(rejects.get(0))
        .containsExactlyElementsOf(
            Stream.concat(
                    HEADER.stream(),
                    Stream.of(
                        "chartdrop_line",
                        "chartdrop_column",
                        "chartdrop_code",
                        "chartdrop_message"))
                .toList());
    assertThat(rejects.subList(1, rejects.size()))
        .extracting(row -> row.get(HEADER.size()) + " " + row.get(HEADER.size() + 2))
        .containsExactly(
            // physical lines: most notes have two
            "4 MISSING_VALUE",
            "6 BAD_DATE_TIME",
            "7 NONEXISTENT_LOCAL_TIME",
            "11 TOO_LONG",
            "13 CONTROL_CHARACTER",
            "14 COLUMN_COUNT",
            "15 MISSING_VALUE",
            "17 BAD_QUOTING");

    JsonNode second = riverside.drops("mended-" + once + ".csv", Csv.of(mended(rejects, good)));
    assertThat(counts(second)).containsExactly(8, 8, 0, 0);
    JsonNode other = lakeside.drops("good-" + once + ".csv", fileOf(good));
    assertThat(counts(other)).containsExactly(11, 11, 0, 0);

    List<JsonNode> mended = riverside.finds("--last-name", family);
    List<JsonNode> never = lakeside.finds("--last-name", family);
    assertThat(mended).hasSize(11).allSatisfy(MendedRejectsIT::isInItsZone);
    assertThat(never).hasSize(11).allSatisfy(MendedRejectsIT::isInItsZone);
    assertThat(mended.stream().map(MendedRejectsIT::content))
        .containsExactlyInAnyOrderElementsOf(never.stream().map(MendedRejectsIT::content).toList());

    // the good file, now at riverside: each of its rows is there already
    JsonNode third = riverside.drops("good-" + once + ".csv", fileOf(good));
    assertThat(counts(third)).containsExactly(11, 0, 11, 0);
    assertThat(riverside.counts("--last-name", family)).isEqualTo(11);
  }

  private List<List<String>> goodRows() {
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      rows.add(
          List.of(
              "M" + once + i,
              "Ann",
              family,
              "2026-03-08 0%d:30".formatted(3 + i % 6),
              "Note %d, \"quoted\"\nand a second line".formatted(i),
              "Ward " + i));
    }
    // what a spreadsheet would take for a formula; it goes out guarded and comes back as it was
    rows.set(2, with(rows.get(2), 4, "=1+1, as the patient wrote"));
    rows.set(6, with(rows.get(6), 4, "- bell gone"));
    // without line break: a broken quote costs a physical line
    rows.set(9, with(rows.get(9), 4, "He said \"ouch\" twice"));
    return rows;
  }

  /** What a person does who knows the right cells: types them over the wrong ones. */
  private List<List<String>> mended(List<List<String>> rejects, List<List<String>> good) {
    int column = HEADER.size() + 1;
    List<List<String>> mended = new ArrayList<>(List.of(rejects.get(0)));
    for (int line = 1; line < rejects.size(); line++) {
      List<String> reject = rejects.get(line);
      List<String> right = good.get(BAD.get(line - 1));
      List<String> row = new ArrayList<>(reject);
      int named = HEADER.indexOf(reject.get(column));
      if (named >= 0) {
        row.set(named, right.get(named));
      } else {
        for (int i = 0; i < HEADER.size(); i++) {
          row.set(i, right.get(i));
        }
      }
      mended.add(row);
    }
    return mended;
  }

  private static String fileOf(List<List<String>> rows) {
    return Csv.of(Stream.concat(Stream.of(HEADER), rows.stream()).toList());
  }

  private static String line(List<String> row) {
    return Csv.of(List.of(row));
  }

  private static List<String> with(List<String> row, int cell, String value) {
    List<String> changed = new ArrayList<>(row);
    changed.set(cell, value);
    return changed;
  }

  private static List<Integer> counts(JsonNode outcome) {
    JsonNode rows = outcome.get("rows");
    return Stream.of("read", "new", "known", "rejected")
        .map(name -> rows.get(name).asInt())
        .toList();
  }

  /** All but where it came from, and what follows from the clinic's zone. */
  private static JsonNode content(JsonNode record) {
    ObjectNode content = record.deepCopy();
    return content.without(List.of("file_id", "line", "received_at", "time_zone", "date_time_utc"));
  }

  private static void isInItsZone(JsonNode record) {
    LocalDateTime local = LocalDateTime.parse(record.get("date_time").asText());
    ZoneId zone = ZoneId.of(record.get("time_zone").asText());
    assertThat(Instant.parse(record.get("date_time_utc").asText()))
        .isEqualTo(local.atZone(zone).toInstant());
  }
}
