package io.chartdrop.bench;

import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * How long after a file of 1,000 rows has landed the API finds its last row: one of many, and the
 * first in an inbox where nothing came for a while, which is looked into at every third poll.
 */
final class DropToQuery implements Bench.Part {
  private static final int ROWS = 1_000;
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final int IDLE_FACTOR = 3;

  /** By then an inbox is idle: three looks in vain. */
  private static final Duration A_WHILE = POLL.multipliedBy(4);

  private final Random phase = new Random(1);
  private int drops;

  @Override
  public void measure(Cloud cloud, Report report) throws Exception {
    TenantId tenant = cloud.tenant(Api.CLINIC);
    Map<String, String> settings =
        Map.of(
            "INTAKE_POLLINTERVAL",
            POLL.toSeconds() + "s",
            "INTAKE_IDLEFACTOR",
            Integer.toString(IDLE_FACTOR));
    try (LocalProcess worker = Cloud.start(cloud.routes(cloud.dynamoDb(), settings), "512m");
        Api api = Api.start(cloud, cloud.dynamoDb());
        Drops inbox = new Drops(cloud, tenant)) {
      report.say("to warm up: %.1f s", dropToQuery(inbox, api));
      measure(report, inbox, api, "while files come", 8, Duration.ZERO, POLL);
      measure(report, inbox, api, "idle before", 5, A_WHILE, POLL.multipliedBy(IDLE_FACTOR));
    }
  }

  private void measure(
      Report report,
      Drops inbox,
      Api api,
      String when,
      int times,
      Duration before,
      Duration betweenLooks)
      throws InterruptedException {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      // at any point of the time between two looks
      Thread.sleep(before.plusMillis(phase.nextLong(betweenLooks.toMillis())).toMillis());
      seconds.add(dropToQuery(inbox, api));
      report.say("%s: %.1f s", when, seconds.get(i));
    }
    Collections.sort(seconds);
    double longest = seconds.get(times - 1);
    report.atMost(
        "drop to query, %,d rows, %s, shortest and longest of %d".formatted(ROWS, when, times),
        "%.1f s, %.1f s".formatted(seconds.get(0), longest),
        longest,
        betweenLooks.toSeconds() + 1.0);
  }

  private double dropToQuery(Drops inbox, Api api) throws InterruptedException {
    int drop = drops++;
    Rows rows = new Rows("D%dN".formatted(drop));
    inbox.put("drop-%d.csv".formatted(drop), rows.csv(ROWS));
    long landed = System.nanoTime();
    String last = rows.number(ROWS - 1);
    while (!api.records("mrn", last).contains(last)) {
      Thread.sleep(50);
    }
    return (System.nanoTime() - landed) / 1e9;
  }
}
