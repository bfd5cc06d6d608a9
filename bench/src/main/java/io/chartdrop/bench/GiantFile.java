package io.chartdrop.bench;

import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of 1 GB through a heap of 256 MB, DynamoDB 5 ms away. */
final class GiantFile implements Bench.Part {
  private static final int ROWS = Integer.getInteger("bench.giant.rows", 5_000_000);

  /** Of the garbage collector's log: how much there was before it and after, in MB. */
  private static final Pattern COLLECTION = Pattern.compile("Pause.* (\\d+)M->(\\d+)M\\(");

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
      List<LedgerEntry> stored = drops.awaitStored("giant.csv", 1);
      report.measured(
          "%,d rows, %,d MB, -Xmx256m".formatted(ROWS, Files.size(file) / 1_000_000),
          "%,.0f rows/s".formatted(ROWS / Drops.seconds(stored)));
      List<int[]> collections =
          Files.readAllLines(log).stream()
              .map(COLLECTION::matcher)
              .filter(Matcher::find)
              .map(found -> new int[] {number(found, 1), number(found, 2)})
              .toList();
      int peak = collections.stream().mapToInt(of -> of[0]).max().orElseThrow();
      report.measured("peak of the heap", peak + " MB"); // -Xmx bounds it
      int half = collections.size() / 2;
      int first = live(collections.subList(0, half));
      int second = live(collections.subList(half, collections.size()));
      report.atMost(
          "live after a collection, second half / first half",
          "%d MB / %d MB".formatted(second, first),
          (double) second / first,
          1.2);
    } finally {
      Files.delete(file);
    }
  }

  /** The most that was left; a file that stayed in memory would show as growth. */
  private static int live(List<int[]> collections) {
    return collections.stream().mapToInt(of -> of[1]).max().orElseThrow();
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group));
  }
}
