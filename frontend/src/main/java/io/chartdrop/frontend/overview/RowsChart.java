package io.chartdrop.frontend.overview;

import io.chartdrop.frontend.api.Summary.Day;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Rows by day as stacked bars, oldest first. Lengths are in the picture's own units.
 *
 * @param top the value of the highest line
 */
record RowsChart(List<Bar> bars, long top) {
  static final int WIDTH = 720;
  static final int HEIGHT = 180;

  private static final int GAP = 4;
  private static final double LEAST = 2;

  /** Room above the highest line for parts that are drawn higher than they are. */
  private static final double HEADROOM = 2 * LEAST;

  /** One day; a part without rows is left out. */
  record Bar(Day day, double x, double width, List<Part> parts) {}

  /**
   * @param kind known, new or rejected
   */
  record Part(String kind, String y, String height) {}

  static RowsChart of(List<Day> days) {
    List<Day> oldestFirst = days.stream().sorted(Comparator.comparing(Day::day)).toList();
    long top = roundUp(days.stream().mapToLong(Day::rows).max().orElse(0));
    double step = (double) WIDTH / Math.max(1, oldestFirst.size());
    List<Bar> bars = new ArrayList<>();
    for (int i = 0; i < oldestFirst.size(); i++) {
      Day day = oldestFirst.get(i);
      bars.add(new Bar(day, i * step + GAP / 2.0, step - GAP, parts(day, top)));
    }
    return new RowsChart(List.copyOf(bars), top);
  }

  private static List<Part> parts(Day day, long top) {
    List<Part> parts = new ArrayList<>();
    double ground = HEIGHT;
    ground = stack(parts, "new", day.fresh(), top, ground);
    ground = stack(parts, "known", day.known(), top, ground);
    stack(parts, "rejected", day.rejected(), top, ground);
    return List.copyOf(parts);
  }

  /** A few rejected rows beside thousands would be thinner than a hair, and not seen. */
  private static double stack(List<Part> parts, String kind, long rows, long top, double ground) {
    if (rows == 0) {
      return ground;
    }
    double height = Math.max(LEAST, (HEIGHT - HEADROOM) * rows / top);
    double y = Math.max(0, ground - height);
    parts.add(new Part(kind, number(y), number(ground - y)));
    return y;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /** To 1, 2 or 5 and zeros. */
  private static long roundUp(long value) {
    long unit = 10;
    while (true) {
      for (long factor : new long[] {1, 2, 5}) {
        if (value <= factor * unit) {
          return factor * unit;
        }
      }
      unit *= 10;
    }
  }
}
