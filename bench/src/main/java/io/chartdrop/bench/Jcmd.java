package io.chartdrop.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** The JDK's {@code jcmd}, for what a JVM tells or does from outside only. */
final class Jcmd {
  private Jcmd() {}

  /**
   * Returns what it prints when it has ended.
   *
   * @param pid of the JVM that is asked
   */
  static String ask(long pid, String command) throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8);
  }
}
