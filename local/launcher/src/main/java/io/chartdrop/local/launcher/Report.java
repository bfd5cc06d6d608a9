package io.chartdrop.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.chartdrop.local.launcher.Samples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of the samples: a table, one rejected row, the duplicate. */
final class Report {
  private static final String GAP = "  ";
  private static final List<String> TITLES =
      List.of("file", "what it is", "status", "read", "new", "known", "rejected");
  private static final int FIRST_NUMBER = 3;

  private final Screen screen;
  private final List<Line> lines = new ArrayList<>();

  private record Line(String tenant, Sample sample, JsonNode outcome) {
    boolean asExpected() {
      return sample.matches(outcome);
    }
  }

  Report(Screen screen) {
    this.screen = screen;
  }

  void add(String tenant, Sample sample, JsonNode outcome) {
    lines.add(new Line(tenant, sample, outcome));
  }

  boolean allAsExpected() {
    return lines.stream().allMatch(Line::asExpected);
  }

  void print() {
    screen.heading("What became of each file");
    table();
    rejectedRow();
    duplicate();
    lines.stream().filter(line -> !line.asExpected()).forEach(this::surprise);
  }

  private void table() {
    List<List<String>> rows = lines.stream().map(Report::cells).toList();
    int[] widths = new int[TITLES.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              TITLES.get(i).length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    screen.line(GAP + screen.styled("bold", joined(TITLES, widths)));
    for (int i = 0; i < rows.size(); i++) {
      Line line = lines.get(i);
      String mark =
          line.asExpected() ? screen.styled("green", "✓") : screen.styled("bold,red", "✗");
      screen.line(mark + " " + joined(rows.get(i), widths));
    }
  }

  private static List<String> cells(Line line) {
    JsonNode rows = line.outcome().path("rows");
    return List.of(
        line.tenant() + "/" + line.sample().file(),
        line.sample().story(),
        line.outcome().path("status").asText("-"),
        number(rows, "read"),
        number(rows, "new"),
        number(rows, "known"),
        number(rows, "rejected"));
  }

  private static String number(JsonNode rows, String name) {
    return String.format(Locale.ROOT, "%,d", rows.path(name).asLong());
  }

  private static String joined(List<String> cells, int[] widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - cells.get(i).length());
      padded.add(i < FIRST_NUMBER ? cells.get(i) + space : space + cells.get(i));
    }
    return String.join(GAP, padded).stripTrailing();
  }

  private void rejectedRow() {
    Optional<Line> found =
        lines.stream().filter(line -> line.outcome().path("rejects").size() > 0).findFirst();
    if (found.isEmpty()) {
      return;
    }
    JsonNode outcome = found.get().outcome();
    JsonNode row = outcome.path("rejects").path(0);
    screen.heading("One rejected row of " + found.get().sample().file());
    screen.line("line    " + row.path("line").asText());
    screen.line("column  " + row.path("column").asText());
    screen.line("code    " + row.path("code").asText());
    screen.line("cure    " + row.path("message").asText());
    screen.line("all     " + outcome.path("rejects_at").asText());
  }

  private void duplicate() {
    lines.stream()
        .filter(line -> line.outcome().path("status").asText().equals("DUPLICATE"))
        .findFirst()
        .ifPresent(
            line -> {
              screen.heading("The duplicate");
              screen.line(
                  "%s is %s once more (file %s): nothing was written."
                      .formatted(
                          line.sample().file(),
                          line.outcome().path("duplicate_of_name").asText(),
                          line.outcome().path("duplicate_of").asText()));
            });
  }

  private void surprise(Line line) {
    JsonNode outcome = line.outcome();
    screen.heading("Not as it should be: " + line.tenant() + "/" + line.sample().file());
    screen.line("expected " + line.sample().expectation());
    String words = outcome.path("error").asText(outcome.path("problem").path("message").asText(""));
    screen.line(
        "it is    %s %s %s"
            .formatted(outcome.path("status").asText("-"), outcome.path("rows"), words));
  }
}
