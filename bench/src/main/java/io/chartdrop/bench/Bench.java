package io.chartdrop.bench;

import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code bench/run [PART...]}: all parts, or those named, and a table of what was measured. */
final class Bench {
  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("route-near", RouteAgainstLoop.near());
    PARTS.put("route-far", RouteAgainstLoop.far());
    PARTS.put("workers", new TwoWorkers());
    PARTS.put("giant", new GiantFile());
    PARTS.put("drop", new DropToQuery());
    PARTS.put("api", new ApiAgainstLoop());
  }

  private Bench() {}

  /** One thing that is measured. */
  interface Part {
    void measure(Cloud cloud, Report report) throws Exception;
  }

  public static void main(String[] names) throws Exception {
    List<String> chosen = names.length == 0 ? List.copyOf(PARTS.keySet()) : List.of(names);
    if (!PARTS.keySet().containsAll(chosen)) {
      System.err.println("bench/run [PART...], where the parts are " + PARTS.keySet());
      System.exit(2);
    }
    long begun = System.nanoTime();
    Report report = new Report();
    try (Cloud cloud = Cloud.start(Repository.root().resolve("bench/target/bench"))) {
      for (Map.Entry<String, Part> part : PARTS.entrySet()) {
        if (chosen.contains(part.getKey())) {
          report.begin(part.getKey());
          part.getValue().measure(cloud, report);
        }
      }
    }
    System.out.printf(
        "%n%s, %d processors, Java %s, %s%nbench/run %s, %d s%n%n",
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature(),
        processor(),
        String.join(" ", names),
        (System.nanoTime() - begun) / 1_000_000_000);
    report.print();
    System.exit(report.isGood() ? 0 : 1);
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("a processor without a name");
    } catch (IOException e) {
      return System.getProperty("os.arch", "");
    }
  }
}
