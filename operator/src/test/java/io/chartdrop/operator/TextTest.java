package io.chartdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void controlAndBidiCharacters_neverReachTheTerminal() {
    assertThat(Text.oneLine("a\u001b[2Jb\r\n  c\u202Ed\u0000")).isEqualTo("a [2Jb cd");
  }

  @Test
  void longText_isClippedWithAnEllipsis() {
    assertThat(Text.clipped("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Text.clipped("abcdefg", 6)).isEqualTo("abcde…");
  }

  @Test
  void text_isWrappedAtWords_andLongWordsBroken() {
    assertThat(Text.wrapped("one two three", 7)).containsExactly("one two", "three");
    assertThat(Text.wrapped("abcdefghij k", 4)).containsExactly("abcd", "efgh", "ij k");
  }

  @Test
  void countsAndBytes_readAsWords() {
    assertThat(Text.count(1, "row")).isEqualTo("1 row");
    assertThat(Text.count(1200, "row")).isEqualTo("1,200 rows");
    assertThat(Text.bytes(999)).isEqualTo("999 B");
    assertThat(Text.bytes(80_048)).isEqualTo("80.0 kB");
  }
}
