package io.chartdrop.operator;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Help.Ansi;

/**
 * Where the words go: what is asked for to {@code out}, how it goes on to {@code err}.
 *
 * @param width columns of a line of {@code out}
 * @param ansi whether {@code out} has colours
 * @param live whether {@code err} is a screen on which lines can be drawn again
 */
record Terminal(PrintWriter out, PrintWriter err, int width, Ansi ansi, boolean live) {
  private static final int DEFAULT_WIDTH = 110;
  private static final int MIN_WIDTH = 60;

  /**
   * Java 17 cannot tell which of the streams is a screen, so {@code ./ops} does: properties {@code
   * ops.tty.out} and {@code ops.tty.err}, and {@code COLUMNS}.
   */
  static Terminal of(
      PrintWriter out, PrintWriter err, Properties properties, Map<String, String> environment) {
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean plain = dumb || !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean screen = properties.containsKey("ops.tty.out");
    return new Terminal(
        out,
        err,
        width(environment.getOrDefault("COLUMNS", "")),
        screen && !plain ? Ansi.ON : Ansi.OFF,
        properties.containsKey("ops.tty.err") && !dumb);
  }

  private static int width(String columns) {
    if (!columns.matches("[0-9]{1,4}")) {
      return DEFAULT_WIDTH;
    }
    return Math.max(MIN_WIDTH, Integer.parseInt(columns));
  }

  /** Prints a line of picocli markup, such as {@code @|bold text|@}. */
  void line(String markup) {
    out.println(ansi.string(markup));
  }

  void line() {
    out.println();
  }

  /** Says what happens, where it does not mix with the answer. */
  void note(String text) {
    err.println(text);
    err.flush();
  }
}
