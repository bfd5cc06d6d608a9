package io.chartdrop.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The just-in-time compilers of a JVM. While they are at work, what is measured is they: a service
 * asked by many at once leaves them little of two processors, and is slow for minutes.
 */
final class Compilers {
  private static final Pattern TIME = Pattern.compile("java\\.ci\\.totalTime=(\\d+)");

  /** Of the time of one processor. */
  private static final double LITTLE = 0.05;

  private final long pid;
  private Duration worked;
  private long since = System.nanoTime();

  private Compilers(long pid) throws IOException {
    this.pid = pid;
    this.worked = worked();
  }

  static Compilers of(long pid) throws IOException {
    return new Compilers(pid);
  }

  /** Which share of the time they have worked since this was asked last. */
  double share() throws IOException {
    Duration before = worked;
    long from = since;
    worked = worked();
    since = System.nanoTime();
    return (double) worked.minus(before).toNanos() / (since - from);
  }

  /** Whether a {@link #share} is so small that the code is as good as it gets. */
  static boolean areDone(double share) {
    return share < LITTLE;
  }

  private Duration worked() throws IOException {
    Matcher time = TIME.matcher(Jcmd.ask(pid, "PerfCounter.print"));
    if (!time.find()) {
      throw new IOException("jcmd does not tell what the compilers of " + pid + " did");
    }
    return Duration.ofNanos(Long.parseLong(time.group(1)));
  }
}
