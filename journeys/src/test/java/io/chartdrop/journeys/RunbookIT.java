package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docs/runbook.md: its commands run as they are written, and nothing is missing in it. */
@Tag("deeper")
class RunbookIT {
  private static final String PAGE = "docs/runbook.md";
  private static final Pattern ALARM =
      Pattern.compile("docs/runbook\\.md#([a-z-]+|\\$\\{each\\.key\\})");
  private static final Pattern KEY = Pattern.compile("(?m)^    ([a-z-]+) = \\{\\n      metric");

  private final String runbook = Desk.text(PAGE);

  @Test
  void commands_runAsTheyAreWritten() {
    // a clinic with a clean file, one with rejects, one broken, one wrong · every sh block, in
    // order, each in a shell where the first was typed
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
    Desk desk = new Desk(product);

    List<String> blocks = Desk.blocks(PAGE);
    assertThat(blocks).hasSizeGreaterThan(10);
    String first = blocks.get(0);
    List<String> said = new ArrayList<>();
    for (String block : blocks.subList(1, blocks.size())) {
      Finished finished = desk.types(first + block, variables);
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

  @Test
  void everyAlarm_hasAChapter() {
    String watch = Desk.text("terraform/modules/watch/main.tf");
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
}
