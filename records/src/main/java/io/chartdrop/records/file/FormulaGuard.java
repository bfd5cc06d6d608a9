package io.chartdrop.records.file;

/**
 * Keeps a spreadsheet from running a cell of a rejects file as a formula. A cell of any number of
 * apostrophes and then one of {@code = + - @ TAB CR} gets one apostrophe more; taking one away from
 * such a cell is the exact inverse, also for a cell that began with an apostrophe of its own.
 */
public final class FormulaGuard {
  private FormulaGuard() {}

  public static String guard(String cell) {
    return startsFormula(cell, apostrophes(cell)) ? "'" + cell : cell;
  }

  public static String unguard(String cell) {
    int apostrophes = apostrophes(cell);
    return apostrophes > 0 && startsFormula(cell, apostrophes) ? cell.substring(1) : cell;
  }

  private static int apostrophes(String cell) {
    int count = 0;
    while (count < cell.length() && cell.charAt(count) == '\'') {
      count++;
    }
    return count;
  }

  private static boolean startsFormula(String cell, int at) {
    return at < cell.length() && "=+-@\t\r".indexOf(cell.charAt(at)) >= 0;
  }
}
