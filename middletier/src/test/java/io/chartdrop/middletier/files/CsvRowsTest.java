package io.chartdrop.middletier.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
  private final List<List<String>> rows = new ArrayList<>();

  private int read(String text, boolean isEnd, int most) {
    return CsvRows.read(text.getBytes(UTF_8), true, isEnd, most, rows);
  }

  @Test
  void rows_endAtLineEndsOutsideOfQuotes() {
    int used = read("\uFEFFa,b\r\n\"1\"\"\n\",\"é\"\r\nx,", false, 10);
    assertThat(rows).containsExactly(List.of("a", "b"), List.of("1\"\n", "é"));
    assertThat(used).isEqualTo("\uFEFFa,b\r\n\"1\"\"\n\",\"é\"\r\n".getBytes(UTF_8).length);
  }

  @Test
  void lastRow_needsNoLineEnd_whereTheFileEnds() {
    read("a,b\r\nx,y", true, 10);
    assertThat(rows).containsExactly(List.of("a", "b"), List.of("x", "y"));
  }

  @Test
  void noMoreThanAskedFor_areRead() {
    assertThat(read("a\r\nb\r\nc\r\n", true, 2)).isEqualTo(6);
    assertThat(rows).hasSize(2);
  }
}
