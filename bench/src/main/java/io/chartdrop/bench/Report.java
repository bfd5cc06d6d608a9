package io.chartdrop.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured: told as it comes, and as a table at the end. */
final class Report {
  private final List<String> rows = new ArrayList<>();
  private boolean good = true;
  private String part = "";

  /** What follows belongs to this part. */
  void begin(String name) {
    part = name;
    say("== " + name + ", load " + load());
  }

  /** On the way, and not for the table. */
  void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** A number that nobody promised. */
  void measured(String what, String value) {
    row(what, value, "");
  }

  /** A number that must not be smaller. */
  void atLeast(String what, String value, double number, double least) {
    judge(what, value, number >= least, "at least " + least);
  }

  /** A number that must not be larger. */
  void atMost(String what, String value, double number, double most) {
    judge(what, value, number <= most, "at most " + most);
  }

  private void judge(String what, String value, boolean holds, String promise) {
    good &= holds;
    row(what, value, promise + (holds ? "" : ": MISSED"));
  }

  private void row(String what, String value, String promise) {
    String row = "| `" + part + "` | %s | %s | %s | %s |".formatted(what, value, promise, load());
    rows.add(row);
    say(row);
  }

  /** Processes that wanted to run, over the last minute. */
  private static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(Locale.ROOT, "%.1f", load);
  }

  boolean isGood() {
    return good;
  }

  void print() {
    say("| part | what | measured | promised | load |\n|---|---|---|---|---|");
    rows.forEach(this::say);
  }
}
