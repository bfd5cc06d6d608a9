package io.chartdrop.local.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import io.chartdrop.local.launcher.Samples.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What became of the samples: a table, one rejected row, the duplicate. */
final class Report {
  private static final String GAP = "  ";
  private static final List<String> TITLES =
      List.of("file", "what it is", "status", "read", "new", "known", "rejected");
  private static final int STORY = 1;
  private static final int STATUS = 2;
  private static final int FIRST_NUMBER = 3;
  private static final int MARGIN = 4;

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

  /** All columns, or without the story, or two lines a file: as the screen has room. */
  private void table() {
    List<Integer> columns = IntStream.range(0, TITLES.size()).boxed().toList();
    if (widthOf(columns) > screen.width()) {
      columns = columns.stream().filter(column -> column != STORY).toList();
    }
    if (widthOf(columns) > screen.width()) {
      lines.forEach(this::inTwoLines);
      return;
    }
    screen.line("  " + screen.styled("bold", joined(TITLES, columns)));
    for (Line line : lines) {
      screen.line(mark(line) + " " + joined(cells(line), columns));
    }
  }

  private void inTwoLines(Line line) {
    List<String> cells = cells(line);
    screen.line(mark(line) + " " + cells.get(0));
    String counts =
        IntStream.range(FIRST_NUMBER, TITLES.size())
            .filter(column -> !cells.get(column).equals("0"))
            .mapToObj(column -> cells.get(column) + " " + TITLES.get(column))
            .collect(Collectors.joining(", "));
    screen.line("    " + cells.get(STATUS) + (counts.isEmpty() ? "" : "  " + counts));
  }

  private String mark(Line line) {
    return line.asExpected() ? screen.styled("green", "✓") : screen.styled("bold,red", "✗");
  }

  /** With the margin and the mark. */
  private int widthOf(List<Integer> columns) {
    int cells = columns.stream().mapToInt(this::widthOf).sum();
    return MARGIN + cells + GAP.length() * (columns.size() - 1);
  }

  private int widthOf(int column) {
    return Math.max(
        TITLES.get(column).length(),
        lines.stream().mapToInt(line -> cells(line).get(column).length()).max().orElse(0));
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

  private String joined(List<String> cells, List<Integer> columns) {
    return columns.stream()
        .map(
            column -> {
              String space = " ".repeat(widthOf(column) - cells.get(column).length());
              String cell = cells.get(column);
              return column < FIRST_NUMBER ? cell + space : space + cell;
            })
        .collect(Collectors.joining(GAP))
        .stripTrailing();
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
    screen.line(
        "mend    ./ops rejects %s %s"
            .formatted(found.get().tenant(), outcome.path("file_id").asText()));
  }

  private void duplicate() {
    lines.stream()
        .filter(line -> line.outcome().path("status").asText().equals("DUPLICATE"))
        .findFirst()
        .ifPresent(
            line -> {
              screen.heading("The duplicate");
              screen.line(
                  "%s is %s once more:"
                      .formatted(
                          line.sample().file(), line.outcome().path("duplicate_of_name").asText()));
              screen.line(
                  "file %s. Nothing was written."
                      .formatted(line.outcome().path("duplicate_of").asText()));
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
