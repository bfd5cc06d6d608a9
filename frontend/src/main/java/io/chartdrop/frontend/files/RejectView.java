package io.chartdrop.frontend.files;

import io.chartdrop.frontend.api.RejectPage;
import io.chartdrop.frontend.api.RejectPage.RejectedRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rejected row with what is wrong with it.
 *
 * @param value the cell at fault, cut short; empty where it is the row as a whole
 * @param cells by their headers, to mend it from
 */
record RejectView(
    long line,
    Optional<String> column,
    String code,
    String message,
    Optional<String> value,
    List<Cell> cells) {
  private static final int SHOWN = 80;

  record Cell(String header, String value) {}

  static List<RejectView> of(RejectPage page) {
    return page.items().stream().map(row -> of(row, page.columns())).toList();
  }

  private static RejectView of(RejectedRow row, List<String> columns) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < row.cells().size(); i++) {
      // a row with too many cells has some that no header names
      cells.add(
          new Cell(i < columns.size() ? columns.get(i) : "", cut(row.cells().get(i), 10 * SHOWN)));
    }
    Optional<String> value =
        row.column()
            .map(columns::indexOf)
            .filter(index -> index >= 0 && index < row.cells().size())
            .map(index -> cut(row.cells().get(index), SHOWN));
    return new RejectView(row.line(), row.column(), row.code(), row.message(), value, cells);
  }

  private static String cut(String text, int length) {
    return text.length() <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, length))) + "…";
  }
}
