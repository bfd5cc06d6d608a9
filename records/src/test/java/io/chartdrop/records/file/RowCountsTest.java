package io.chartdrop.records.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RowCountsTest {

  @Test
  void read_isTheSumOfTheOthers() {
    assertThat(RowCounts.of(3, 2, 1)).isEqualTo(new RowCounts(6, 3, 2, 1));
    assertThat(RowCounts.of(3, 2, 1).plus(RowCounts.of(10, 20, 30)))
        .isEqualTo(RowCounts.of(13, 22, 31));
    assertThat(RowCounts.NONE.plus(RowCounts.NONE)).isEqualTo(RowCounts.of(0, 0, 0));
  }

  @Test
  void countsThatDoNotAddUp_areRefused() {
    assertThatThrownBy(() -> new RowCounts(5, 3, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("read 5 is not new 3 + known 2 + rejected 1");
    assertThatThrownBy(() -> new RowCounts(0, -1, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
