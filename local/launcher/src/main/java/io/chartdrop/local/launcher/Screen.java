package io.chartdrop.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;
import picocli.CommandLine.Help.Ansi;

/**
 * What the person sees.
 *
 * @param live whether standard error is a screen too, where bars can move
 * @param width columns of a line; what is no screen has room for all
 */
record Screen(PrintStream out, Ansi ansi, boolean live, int width) {

  /** {@code ./run} says which streams are screens: Java 17 cannot tell. */
  static Screen of(Properties properties, Map<String, String> environment) {
    boolean plain =
        "dumb".equals(environment.get("TERM"))
            || !environment.getOrDefault("NO_COLOR", "").isEmpty();
    // not System.out: its charset is the locale's, and the samples' names are not
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    return new Screen(
        out,
        properties.containsKey("run.tty.out") && !plain ? Ansi.ON : Ansi.OFF,
        properties.containsKey("run.tty.err"),
        width(environment.getOrDefault("COLUMNS", "")));
  }

  private static int width(String columns) {
    return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : Integer.MAX_VALUE;
  }

  void heading(String text) {
    out.println();
    out.println(ansi.string("@|bold " + text + "|@"));
  }

  void line(String text) {
    out.println("  " + text);
  }

  String styled(String style, String text) {
    return ansi.string("@|" + style + " " + text + "|@");
  }
}
