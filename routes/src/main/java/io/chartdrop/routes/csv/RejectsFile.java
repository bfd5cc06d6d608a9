package io.chartdrop.routes.csv;

import io.chartdrop.records.Header;
import io.chartdrop.records.file.FormulaGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The shape of a rejects file: the original columns and four of ours. It is written as UTF-8 with
 * commas and CRLF, and comes back as it is once its bad cells are mended. Write {@link #BOM} first:
 * without it Excel reads UTF-8 as the machine's old code page and saves the damage.
 */
public final class RejectsFile {
  /** U+FEFF, for the very beginning of the file. */
  public static final char BOM = '\uFEFF';

  private static final List<String> OWN_COLUMNS =
      List.of("chartdrop_line", "chartdrop_column", "chartdrop_code", "chartdrop_message");
  private static final Set<String> OWN_NORMALISED =
      OWN_COLUMNS.stream().map(Header::normalise).collect(Collectors.toUnmodifiableSet());

  private RejectsFile() {}

  /** The header row: as in the original file, then ours. */
  public static List<String> header(CsvLayout layout) {
    List<String> cells = new ArrayList<>(layout.header());
    cells.replaceAll(FormulaGuard::guard);
    cells.addAll(OWN_COLUMNS);
    return cells;
  }

  /** A rejected row below that header. */
  public static List<String> cells(Row.Rejected row) {
    List<String> cells = new ArrayList<>(row.cells());
    cells.replaceAll(FormulaGuard::guard);
    cells.add(Long.toString(row.line()));
    cells.add(row.column().map(FormulaGuard::guard).orElse(""));
    cells.add(row.code().name());
    cells.add(row.message());
    return cells;
  }

  static boolean isOwnColumn(String normalisedHeader) {
    return OWN_NORMALISED.contains(normalisedHeader);
  }
}
