package io.chartdrop.bench;

import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.records.tenant.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Many files, two workers against one, DynamoDB 5 ms away. A worker stores one chunk of one file at
 * a time, so that the network is what it waits for: here both workers and all stores share the
 * processors that on AWS each would have for itself. For its turns alone the second worker is
 * stopped, so that both are warm.
 */
final class TwoWorkers implements Bench.Part {
  private static final int FILES = 24;
  private static final int ROWS = 2_000;
  private static final int ROUNDS = 4;
  private static final int MOST_TURNS_TO_WARM_UP = 8;
  private static final double PROMISED = 1.8;

  @Override
  public void measure(Cloud cloud, Report report) throws Exception {
    TenantId tenant = cloud.tenant("east");
    Map<String, String> settings =
        Map.of("INTAKE_CHUNKSPERFILE", "1", "INTAKE_FILESPERTENANT", "1");
    Rounds one = new Rounds();
    Rounds two = new Rounds();
    try (LocalProcess far = cloud.farStore(Duration.ofMillis(5), FarStore.Rows.TAKEN);
        LocalProcess first = Cloud.start(cloud.routes(far.address(), settings), "512m");
        LocalProcess second = Cloud.start(cloud.routes(far.address(), settings), "512m");
        Drops drops = new Drops(cloud, tenant)) {
      Compilers ofFirst = Compilers.of(first.pid());
      Compilers ofSecond = Compilers.of(second.pid());
      boolean warm = false;
      int rounds = 0;
      for (int turn = 1; rounds < ROUNDS; turn++) {
        double both = rowsPerSecond(drops, "both-%d-".formatted(turn));
        double share = Math.max(ofFirst.share(), ofSecond.share());
        signal(second, "STOP");
        double alone = rowsPerSecond(drops, "alone-%d-".formatted(turn));
        signal(second, "CONT");
        ofFirst.share(); // not of the turn in which the second is stopped
        ofSecond.share();
        report.say(
            "turn %d%s: two %,.0f rows/s, one %,.0f rows/s; the busier compilers worked %.0f %%",
            turn, warm ? "" : " (to warm up)", both, alone, 100 * share);
        if (warm) {
          two.add(both);
          one.add(alone);
          rounds++;
        }
        warm |= Compilers.areDone(share) || turn == MOST_TURNS_TO_WARM_UP;
      }
    }
    report.measured("one worker, %d files".formatted(FILES), one.median("%,.0f rows/s"));
    report.measured("two workers, %d files".formatted(FILES), two.median("%,.0f rows/s"));
    double ratio = two.medianRatioTo(one);
    report.atLeast("two workers / one", "%.2f".formatted(ratio), ratio, PROMISED);
  }

  private static double rowsPerSecond(Drops drops, String prefix) throws InterruptedException {
    for (int file = 0; file < FILES; file++) {
      String name = prefix + file;
      drops.put(name + ".csv", new Rows(name.replace("-", "X") + "N").csv(ROWS));
    }
    return FILES * ROWS / Drops.seconds(drops.awaitStored(prefix, FILES));
  }

  private static void signal(LocalProcess process, String name)
      throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new IllegalStateException("kill -" + name + " ended with " + status);
    }
  }
}
