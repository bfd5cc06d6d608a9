package io.chartdrop.frontend.records;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
  @Test
  void shortNote_isWhole_onOneLine() {
    assertThat(Excerpt.of("Line one\r\n\tline two", ""))
        .isEqualTo(new Excerpt("", "", "Line one line two"));
  }

  @Test
  void longNote_isCut() {
    Excerpt excerpt = Excerpt.of("word ".repeat(60_000), "");
    assertThat(excerpt.after()).hasSizeLessThan(150).endsWith("…");
  }

  @Test
  void hit_isFound_asTheNoteHasIt() {
    Excerpt excerpt = Excerpt.of("x ".repeat(100) + "Left KNEE pain.", "knee");
    assertThat(excerpt.hit()).isEqualTo("KNEE");
    assertThat(excerpt.before()).startsWith("…").endsWith("Left ");
    assertThat(excerpt.after()).isEqualTo(" pain.");
  }

  @Test
  void patternCharacters_areLookedForAsTheyAre() {
    assertThat(Excerpt.of("dose (5.0 mg)", "(5.0").hit()).isEqualTo("(5.0");
    assertThat(Excerpt.of("dose 5x0 mg", "5.0").hit()).isEmpty();
  }

  @Test
  void pairOfSurrogates_isNotTornApart() {
    Excerpt excerpt = Excerpt.of("😀".repeat(200), "");
    assertThat(excerpt.after().codePoints()).doesNotContain(0xD83D, 0xDE00);
  }
}
