package io.chartdrop.frontend.api;

import java.util.List;
import java.util.Optional;

/**
 * Rows that were not taken, in line order.
 *
 * @param columns the file's own headers
 */
public record RejectPage(List<String> columns, List<RejectedRow> items, Optional<String> next) {

  /**
   * @param column header of the cell at fault, where it is one
   * @param cells in the order of the columns; there may be fewer or more of them
   */
  public record RejectedRow(
      long line, Optional<String> column, String code, String message, List<String> cells) {}
}
