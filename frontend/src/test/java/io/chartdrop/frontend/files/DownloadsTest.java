package io.chartdrop.frontend.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DownloadsTest {
  @Test
  void nameOfRejects_isTheFilesOwn_withoutFolders() {
    assertThat(Downloads.rejectsName("daily.csv")).isEqualTo("daily-rejects.csv");
    assertThat(Downloads.rejectsName("march/DAILY.CSV.GZ")).isEqualTo("DAILY-rejects.csv");
    assertThat(Downloads.rejectsName("notes.pdf")).isEqualTo("notes.pdf-rejects.csv");
  }

  @Test
  void header_holdsAnyName() {
    String header = Downloads.attachment("a\"b\r\nX: y é.csv");
    assertThat(header).startsWith("attachment; filename").doesNotContain("\r", "\n");
  }
}
