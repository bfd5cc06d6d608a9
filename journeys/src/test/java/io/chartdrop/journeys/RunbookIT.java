package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/runbook.md: its commands run as they are written, and nothing is missing in it. */
class RunbookIT {
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ALARM =
      Pattern.compile("docs/runbook\\.md#([a-z-]+|\\$\\{each\\.key\\})");
  private static final Pattern KEY = Pattern.compile("(?m)^    ([a-z-]+) = \\{\\n      metric");

  private final Path root = Repository.root();
  private final String runbook = read(root.resolve("docs/runbook.md"));

  @Test
  void commands_runAsTheyAreWritten() throws IOException {
    // a clinic with a clean file, one with rejects, one broken, one wrong · every sh block, in
    // order
    Product product = Product.running();
    Clinic clinic = product.clinic("runbook-clinic");
    clinic.uploads("clean.csv", file("MRN", 1, 10, "2026-03-01 09:30"));
    clinic.uploads("rejects.csv", file("BAD", 1, 3, "some time"));
    clinic.uploads("broken.csv", "no,such,columns\n1,2,3\n".getBytes(UTF_8));
    clinic.uploads("wrong.csv", file("WRONG", 1, 5, "2026-03-02 10:00"));
    Map<String, String> variables =
        Map.of(
            "TENANT", clinic.id(),
            "FILE", clinic.awaitClosed("rejects.csv").fileId(),
            "WRONG", clinic.awaitClosed("wrong.csv").fileId());
    clinic.awaitClosed("clean.csv");
    clinic.awaitClosed("broken.csv");
    Path desk = desk(product);

    List<String> blocks = BLOCK.matcher(runbook).results().map(found -> found.group(1)).toList();
    assertThat(blocks).hasSizeGreaterThan(10);
    List<String> said = new ArrayList<>();
    for (String block : blocks) {
      ProcessBuilder bash = new ProcessBuilder("bash", "-euo", "pipefail", "-c", block);
      bash.directory(desk.toFile()).environment().putAll(variables);
      bash.environment().putAll(product.addresses());
      Finished finished = Finished.run(bash);
      assertThat(finished.status()).as("%s%n%s", block, finished).isZero();
      said.add(finished.out());
    }

    assertThat(said)
        .anyMatch(out -> out.contains("5 records of wrong.csv taken back"))
        .anyMatch(out -> out.contains("1 record of the patient erased"))
        .anyMatch(out -> out.contains("clean.csv\n") && out.contains("s3://"))
        .anyMatch(out -> out.contains("Erased runbook-clinic"));
    assertThat(clinic.ledger()).isEmpty();
    assertThat(clinic.storedNumbers("")).isEmpty();
    assertThat(clinic.inbox()).isEmpty();
  }

  private static byte[] file(String family, int from, int to, String at) {
    String rows =
        IntStream.rangeClosed(from, to)
            .mapToObj(i -> "%s-%d,Ann,Oak,%s,Note %d".formatted(family, i, at, i))
            .collect(Collectors.joining("\n"));
    return (String.join(",", Csv.HEADER) + "\n" + rows + "\n").getBytes(UTF_8);
  }

  /** Where the operator sits: with an {@code ops} that finds this product, and its logs. */
  private static Path desk(Product product) throws IOException {
    Path desk = Files.createTempDirectory(product.home(), "desk");
    Path ops = desk.resolve("ops");
    Files.writeString(
        ops,
        "#!/bin/sh\nunset TENANT FILE WRONG\nCHARTDROP_HOME='%s' exec '%s/bin/java' -XX:TieredStopAtLevel=1 -jar '%s' \"$@\"\n"
            .formatted(
                product.home(), System.getProperty("java.home"), Repository.appJar("operator")));
    assertThat(ops.toFile().setExecutable(true)).isTrue();
    return desk;
  }

  @Test
  void everyAlarm_hasAChapter() {
    String watch = read(root.resolve("terraform/modules/watch/main.tf"));
    List<String> chapters = new ArrayList<>();
    Matcher named = ALARM.matcher(watch);
    while (named.find()) {
      if (named.group(1).startsWith("$")) {
        KEY.matcher(watch).results().forEach(key -> chapters.add(key.group(1)));
      } else {
        chapters.add(named.group(1));
      }
    }

    assertThat(chapters).hasSizeGreaterThan(6);
    assertThat(chapters).allSatisfy(alarm -> assertThat(runbook).contains("\n### " + alarm + "\n"));
  }

  @Test
  void everyStatus_andEveryCommand_isThere() {
    Stream.of(
            "RECEIVED",
            "PROCESSING",
            "COMPLETED",
            "COMPLETED_WITH_REJECTS",
            "DUPLICATE",
            "REJECTED",
            "FAILED")
        .forEach(status -> assertThat(runbook).contains("| `" + status + "` |"));
    Stream.of("tenants", "files", "rejects", "retry", "replay", "undo", "erase", "find")
        .forEach(command -> assertThat(runbook).contains("./ops " + command));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
