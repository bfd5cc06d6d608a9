package io.chartdrop.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help.Ansi;

/**
 * Rows in aligned columns, as wide as the terminal. The last column takes what is left and is
 * clipped. The widths are those of the first rows printed, so that pages stay aligned.
 */
final class Table {
  private static final String GAP = "  ";
  private static final int MIN_LAST = 16;

  private final List<Column> columns;
  private final int terminalWidth;
  private final Ansi ansi;
  private int[] widths = new int[0];

  /**
   * @param right whether the cells are numbers, which end in one line
   * @param max characters beyond which a cell is clipped
   */
  record Column(String title, boolean right, int max) {
    static Column text(String title) {
      return new Column(title, false, 40);
    }

    static Column number(String title) {
      return new Column(title, true, 14);
    }
  }

  Table(List<Column> columns, int terminalWidth, Ansi ansi) {
    this.columns = List.copyOf(columns);
    this.terminalWidth = terminalWidth;
    this.ansi = ansi;
  }

  /** The lines of these rows; before the first ones, the titles. */
  List<String> lines(List<List<String>> rows) {
    List<List<String>> clean =
        rows.stream().map(row -> row.stream().map(Text::oneLine).toList()).toList();
    List<String> lines = new ArrayList<>();
    if (widths.length == 0) {
      widths = widthsOf(clean);
      String titles = line(columns.stream().map(Column::title).toList());
      lines.add(ansi.new Text("@|bold " + titles + "|@").toString());
    }
    clean.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private int[] widthsOf(List<List<String>> rows) {
    int[] found = new int[columns.size()];
    int used = 0;
    for (int i = 0; i < found.length; i++) {
      int column = i;
      int widest = rows.stream().mapToInt(row -> Text.length(row.get(column))).max().orElse(0);
      int wanted = Math.max(Text.length(columns.get(i).title()), widest);
      boolean last = i == found.length - 1;
      found[i] =
          last
              ? Math.max(MIN_LAST, Math.min(wanted, terminalWidth - used))
              : Math.min(wanted, columns.get(i).max());
      used += found[i] + GAP.length();
    }
    return found;
  }

  private String line(List<String> cells) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> cell(i, cells.get(i)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private String cell(int column, String text) {
    String clipped = Text.clipped(text, widths[column]);
    return columns.get(column).right()
        ? Text.paddedLeft(clipped, widths[column])
        : Text.padded(clipped, widths[column]);
  }
}
