package io.chartdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

class RejectedRowTest {
  @Test
  void firstRows_areRead_andTheRestIsLeftAlone() {
    String csv =
        """
        mrn,notes,chartdrop_line,chartdrop_column,chartdrop_code,chartdrop_message
        A1,"two
        lines",14,date_time,BAD_DATE_TIME,"Write it as 2026-03-01 09:30, please"
        A2,x,30,,COLUMN_COUNT,Quote the comma
        A3,x,31,,COLUMN_COUNT,Quote the comma
        """;

    assertThat(RejectedRow.first(2, new ByteArrayInputStream(csv.getBytes(UTF_8))))
        .containsExactly(
            new RejectedRow(
                "14", "date_time", "BAD_DATE_TIME", "Write it as 2026-03-01 09:30, please"),
            new RejectedRow("30", "", "COLUMN_COUNT", "Quote the comma"));
  }

  @Test
  void columnsWithoutAName_areNoTrouble() {
    // as Excel writes columns that somebody once touched
    String csv =
        """
        mrn,,,chartdrop_line,chartdrop_column,chartdrop_code,chartdrop_message
        A1,,,14,,COLUMN_COUNT,Quote the comma
        """;

    assertThat(RejectedRow.first(5, new ByteArrayInputStream(csv.getBytes(UTF_8))))
        .containsExactly(new RejectedRow("14", "", "COLUMN_COUNT", "Quote the comma"));
  }
}
