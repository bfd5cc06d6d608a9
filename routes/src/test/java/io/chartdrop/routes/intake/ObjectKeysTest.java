package io.chartdrop.routes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectKeysTest {
  @Test
  void shortName_staysAsItIs() {
    assertThat(ObjectKeys.cut("a/daily.csv")).isEqualTo("a/daily.csv");
  }

  @Test
  void longName_isCutBetweenCharacters_andKeepsItsEnding() {
    // 4 bytes a character
    String cut = ObjectKeys.cut("\uD83E\uDE7A".repeat(100) + ".csv.gz");

    assertThat(cut).endsWith("\uD83E\uDE7A.gz");
    assertThat(cut.getBytes(UTF_8).length).isBetween(196, 200);
  }
}
