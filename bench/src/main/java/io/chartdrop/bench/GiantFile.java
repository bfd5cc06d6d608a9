package io.chartdrop.bench;

import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of 1 GB through a heap of 256 MB, DynamoDB 5 ms away. */
final class GiantFile implements Bench.Part {
  private static final int ROWS = Integer.getInteger("bench.giant.rows", 5_000_000);

  /** Of the garbage collector's log: how much there was before it and after, in MB. */
  private static final Pattern COLLECTION = Pattern.compile("Pause.* (\\d+)M->(\\d+)M\\(");

  /** A collection of everything: only what is still in use is left after it. */
  private static final Pattern FULL = Pattern.compile("Pause Full.* (\\d+)M->(\\d+)M\\(");

  private static final Duration BETWEEN_FULL = Duration.ofSeconds(15);

  @Override
  public void measure(Cloud cloud, Report report) throws Exception {
    TenantId tenant = cloud.tenant("south");
    Path file = new Rows("G").csv(cloud.folder().resolve("giant.csv"), ROWS);
    Path log = cloud.folder().resolve("giant-gc.log");
    Files.deleteIfExists(log);
    try (LocalProcess far = cloud.farStore(Duration.ofMillis(5), FarStore.Rows.TAKEN);
        LocalProcess worker =
            Cloud.start(cloud.routes(far.address(), Map.of()), "256m", "-Xlog:gc:file=" + log);
        Drops drops = new Drops(cloud, tenant)) {
      drops.put("giant.csv", file);
      List<LedgerEntry> stored;
      try (AutoCloseable collector = collectEverySoOften(worker)) {
        stored = drops.awaitStored("giant.csv", 1);
      }
      report.measured(
          "%,d rows, %,d MB, -Xmx256m".formatted(ROWS, Files.size(file) / 1_000_000),
          "%,.0f rows/s".formatted(ROWS / Drops.seconds(stored)));
      List<String> lines = Files.readAllLines(log);
      int peak = collections(lines, COLLECTION).mapToInt(of -> of[0]).max().orElseThrow();
      report.measured("peak of the heap", peak + " MB"); // -Xmx bounds it
      int[] live = collections(lines, FULL).mapToInt(of -> of[1]).toArray();
      int first = Arrays.stream(live, 0, live.length / 2).max().orElseThrow();
      int second = Arrays.stream(live, live.length / 2, live.length).max().orElseThrow();
      report.atMost(
          "in use after %d full collections, second half / first half".formatted(live.length),
          "%d MB / %d MB".formatted(second, first),
          (double) second / first,
          1.2);
    } finally {
      Files.delete(file);
    }
  }

  /** A file that stayed in memory would show as growth from one full collection to the next. */
  private static AutoCloseable collectEverySoOften(LocalProcess worker) {
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    clock.scheduleWithFixedDelay(
        () -> {
          try {
            Jcmd.ask(worker.pid(), "GC.run");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        BETWEEN_FULL.toSeconds(),
        BETWEEN_FULL.toSeconds(),
        TimeUnit.SECONDS);
    return clock::shutdownNow;
  }

  /** How much there was before and after. */
  private static Stream<int[]> collections(List<String> log, Pattern which) {
    return log.stream()
        .map(which::matcher)
        .filter(Matcher::find)
        .map(found -> new int[] {number(found, 1), number(found, 2)});
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group));
  }
}
