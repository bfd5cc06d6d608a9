package io.chartdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TableTest {
  private final Table table =
      new Table(
          List.of(
              Table.Column.text("name"), Table.Column.number("rows"), Table.Column.text("note")),
          40,
          Ansi.OFF);

  @Test
  void columns_areAligned_andTheLastIsClippedToTheTerminal() {
    List<List<String>> rows =
        List.of(
            List.of("daily.csv", "1,200", "short"),
            List.of("a.csv", "7", "a note that is longer\nthan the room that is left"));

    assertThat(table.lines(rows))
        .containsExactly(
            "name        rows  note",
            "daily.csv  1,200  short",
            "a.csv          7  a note that is longer…");
  }

  @Test
  void secondPage_hasNoTitles_andTheWidthsOfTheFirst() {
    table.lines(List.of(List.of("daily.csv", "1", "x")));

    assertThat(table.lines(List.of(List.of("a much longer name", "2", "y"))))
        .containsExactly("a much l…     2  y");
  }
}
