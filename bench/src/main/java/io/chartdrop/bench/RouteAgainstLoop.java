package io.chartdrop.bench;

import io.chartdrop.bench.RequestRecorder.ChunkRequests;
import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.records.tenant.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Rows a second of the whole route, from a file's claim to its closing, beside a bare loop of the
 * same reads and writes, as many at once. The processor time of a row is told too: it does not
 * depend on what else the machine does.
 */
final class RouteAgainstLoop implements Bench.Part {
  private static final int AT_ONCE = 8;
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);

  /** Else a service whose compilers never rest would never be measured. */
  private static final int MOST_TURNS_TO_WARM_UP = 12;

  private static final double PROMISED = 0.9;

  private final boolean far;

  private RouteAgainstLoop(boolean far) {
    this.far = far;
  }

  /** The store is on this machine, and does its work with the processors that the route needs. */
  static RouteAgainstLoop near() {
    return new RouteAgainstLoop(false);
  }

  /** The store is 5 ms away, and never the one to wait for. */
  static RouteAgainstLoop far() {
    return new RouteAgainstLoop(true);
  }

  @Override
  public void measure(Cloud cloud, Report report) throws Exception {
    if (!far) {
      new Comparison(cloud, report, "store on this machine", cloud.dynamoDb(), 40_000).run();
      return;
    }
    try (LocalProcess store = cloud.farStore(Duration.ofMillis(5), FarStore.Rows.TAKEN)) {
      new Comparison(cloud, report, "store 5 ms away", store.address(), 150_000).run();
    }
  }

  private static final class Comparison {
    private final Cloud cloud;
    private final Report report;
    private final String where;
    private final URI store;
    private final int rows;
    private final TenantId tenant;
    private final Rounds routeRates = new Rounds();
    private final Rounds loopRates = new Rounds();
    private final Rounds routeMicros = new Rounds();
    private final Rounds loopMicros = new Rounds();

    Comparison(Cloud cloud, Report report, String where, URI store, int rows) {
      this.cloud = cloud;
      this.report = report;
      this.where = where;
      this.store = store;
      this.rows = rows;
      this.tenant = cloud.tenant("north");
    }

    void run() throws Exception {
      Map<String, String> settings = Map.of("INTAKE_CHUNKSPERFILE", Integer.toString(AT_ONCE));
      try (LocalProcess worker = Cloud.start(cloud.routes(store, settings), "512m");
          Drops drops = new Drops(cloud, tenant);
          DynamoDbClient client = cloud.client(store)) {
        Compilers compilers = Compilers.of(worker.pid());
        boolean warm = false;
        int rounds = 0;
        for (int turn = 1; rounds < ROUNDS; turn++) {
          String name = "%s-%d".formatted(where.replace(' ', '-'), turn);
          route(drops, worker, name, warm);
          double share = compilers.share();
          loop(client, name, warm);
          compilers.share(); // not of the loop's turn, in which the service rests
          rounds += warm ? 1 : 0;
          warm |= Compilers.areDone(share) || turn == MOST_TURNS_TO_WARM_UP;
          report.say("  its compilers worked %.0f %% of that turn", 100 * share);
        }
      }
      report.measured("bare loop, " + where, loopRates.median("%,.0f rows/s"));
      report.measured("whole route, " + where, routeRates.median("%,.0f rows/s"));
      double ratio = routeRates.medianRatioTo(loopRates);
      report.atLeast("route / loop, " + where, "%.2f".formatted(ratio), ratio, PROMISED);
      report.measured("bare loop, processor time, " + where, loopMicros.median("%.0f µs/row"));
      report.measured("whole route, processor time, " + where, routeMicros.median("%.0f µs/row"));
    }

    private void route(Drops drops, LocalProcess worker, String name, boolean warm)
        throws InterruptedException {
      ProcessTime time = ProcessTime.of(worker.pid());
      drops.put(name + ".csv", new Rows("R" + name + "N").csv(rows));
      double seconds = Drops.seconds(drops.awaitStored(name, 1));
      tell("route", name, seconds, time, warm, routeRates, routeMicros);
    }

    private void loop(DynamoDbClient client, String name, boolean warm) throws Exception {
      List<ChunkRequests> requests =
          BareLoop.requests(cloud.tables(), tenant, new Rows("L" + name + "N"), rows);
      ProcessTime time = ProcessTime.of(ProcessHandle.current().pid());
      double seconds = BareLoop.run(client, requests, AT_ONCE) / 1e9;
      tell("loop", name, seconds, time, warm, loopRates, loopMicros);
    }

    private void tell(
        String who,
        String name,
        double seconds,
        ProcessTime time,
        boolean warm,
        Rounds rates,
        Rounds micros) {
      double rate = rows / seconds;
      double each = time.soFar().toNanos() / 1e3 / rows;
      report.say(
          "%s %s: %,.0f rows/s, %.0f µs/row%s", who, name, rate, each, warm ? "" : ", to warm up");
      if (warm) {
        rates.add(rate);
        micros.add(each);
      }
    }
  }
}
