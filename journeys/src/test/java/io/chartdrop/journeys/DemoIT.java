package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docs/demo.md and the first line of operator/README.md, typed as they are written. */
@Tag("deeper")
class DemoIT {
  private static final String PAGE = "docs/demo.md";

  @Test
  void demo_showsWhatItSays_withTheSampleThatIsDropped() {
    // the product as ./run --empty starts it, which is the page's first block · every other block
    // in one shell, then each command of its tables
    Finished.requireInstalled("sftp");
    Finished.requireInstalled("aws");
    List<String> blocks = Desk.blocks(PAGE);
    assertThat(blocks.get(0)).isEqualTo("./run --empty\n");
    Product product = Product.running();
    Desk desk = new Desk(product);
    desk.knowsPassword(product.riverside().password());

    Finished typed =
        desk.types(String.join("\n", blocks.subList(1, blocks.size())), Map.of()).succeeds();

    assertThat(typed.out())
        .contains("COMPLETED_WITH_REJECTS", "line 4")
        .contains("Greengrass", "\"S\": \"try-this.csv\"");
    product.riverside().awaitClosed("try-this.csv", 2);
    List<String> commands = Desk.commandsInLines(PAGE);
    assertThat(commands).hasSizeGreaterThan(6);
    for (String command : commands) {
      Finished answer = desk.types(command, Map.of()).succeeds();
      if (command.startsWith("./ops find") && !command.endsWith("--count")) {
        assertThat(answer.out()).as(command).contains("Greengrass");
      }
    }
  }

  @Test
  void operatorsFirstLine_dropsAFile() {
    Product product = Product.running();
    Desk desk = new Desk(product);
    desk.puts(
        "my.csv",
        Csv.of(
            List.of(Csv.HEADER, List.of("MY-1", "Ann", "Oak", "2026-03-01 09:30", "The first"))));

    Finished typed = desk.types(Desk.blocks("operator/README.md").get(0), Map.of());

    assertThat(typed.succeeds().out()).contains("my.csv", "COMPLETED");
  }
}
