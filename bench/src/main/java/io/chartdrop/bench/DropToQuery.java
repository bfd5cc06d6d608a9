package io.chartdrop.bench;

import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How long after a file of 1,000 rows has landed the API finds its last row. */
final class DropToQuery implements Bench.Part {
  private static final int ROWS = 1_000;
  private static final int DROPS = 8;
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final double PROMISED = POLL.toSeconds() + 1;

  @Override
  public void measure(Cloud cloud, Report report) throws Exception {
    TenantId tenant = cloud.tenant(Api.CLINIC);
    Map<String, String> settings =
        Map.of("INTAKE_POLLINTERVAL", POLL.toSeconds() + "s", "INTAKE_IDLEFACTOR", "3");
    List<Double> seconds = new ArrayList<>();
    Random phase = new Random(1);
    try (LocalProcess worker = Cloud.start(cloud.routes(cloud.dynamoDb(), settings), "512m");
        Api api = Api.start(cloud, cloud.dynamoDb());
        Drops drops = new Drops(cloud, tenant)) {
      for (int drop = 0; drop <= DROPS; drop++) {
        double took = dropToQuery(drops, api, drop);
        report.say("drop %d%s: %.1f s", drop, drop == 0 ? " (to warm up)" : "", took);
        if (drop > 0) {
          seconds.add(took);
        }
        Thread.sleep(phase.nextLong(POLL.toMillis())); // at any point of the interval
      }
    }
    Collections.sort(seconds);
    double longest = seconds.get(DROPS - 1);
    report.measured(
        "drop to query, %,d rows, polled every %d s".formatted(ROWS, POLL.toSeconds()),
        "%.1f to %.1f s".formatted(seconds.get(0), longest));
    report.atMost(
        "the longest of %d".formatted(DROPS), "%.1f s".formatted(longest), longest, PROMISED);
  }

  private static double dropToQuery(Drops drops, Api api, int drop) throws InterruptedException {
    Rows rows = new Rows("D%dN".formatted(drop));
    drops.put("drop-%d.csv".formatted(drop), rows.csv(ROWS));
    long landed = System.nanoTime();
    String last = rows.number(ROWS - 1);
    while (!api.records("mrn", last).contains(last)) {
      Thread.sleep(50);
    }
    return (System.nanoTime() - landed) / 1e9;
  }
}
