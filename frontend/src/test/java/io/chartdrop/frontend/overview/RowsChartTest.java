package io.chartdrop.frontend.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.api.Summary.Day;
import io.chartdrop.frontend.overview.RowsChart.Part;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowsChartTest {
  private static Day day(int dayOfMonth, long fresh, long known, long rejected) {
    return new Day(LocalDate.of(2026, 3, dayOfMonth), 1, fresh, known, rejected);
  }

  @Test
  void days_standFromOldToNew() {
    RowsChart chart = RowsChart.of(List.of(day(2, 1, 0, 0), day(1, 1, 0, 0)));
    assertThat(chart.bars())
        .extracting(bar -> bar.day().day().getDayOfMonth())
        .containsExactly(1, 2);
    assertThat(chart.bars().get(0).x()).isLessThan(chart.bars().get(1).x());
  }

  @Test
  void parts_stackUpFromTheGround() {
    // 50 of 100 rows new, 25 known, 25 rejected: the bar reaches the highest line
    RowsChart chart = RowsChart.of(List.of(day(1, 50, 25, 25)));
    assertThat(chart.top()).isEqualTo(100);
    assertThat(chart.bars().get(0).parts())
        .containsExactly(
            new Part("new", "92.0", "88.0"),
            new Part("known", "48.0", "44.0"),
            new Part("rejected", "4.0", "44.0"));
  }

  @Test
  void oneRejectedRowAmongThousands_isSeen() {
    RowsChart chart = RowsChart.of(List.of(day(1, 999_999, 0, 1)));
    assertThat(chart.bars().get(0).parts().get(1).height()).isEqualTo("2.0");
  }

  @Test
  void nothingAtAll_isAnEmptyPicture() {
    RowsChart chart = RowsChart.of(List.of(day(1, 0, 0, 0)));
    assertThat(chart.top()).isEqualTo(10);
    assertThat(chart.bars().get(0).parts()).isEmpty();
  }
}
