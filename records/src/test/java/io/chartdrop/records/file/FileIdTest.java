package io.chartdrop.records.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileIdTest {
  private static final Instant ARRIVED = Instant.parse("2026-03-01T09:30:00.999Z");

  @Test
  void goldenValue() {
    assertThat(FileId.of("riverside/daily.csv", "v1", ARRIVED).value())
        .isEqualTo("20260301T093000-fb8e2dcb0524");
  }

  @Test
  void keyAndVersion_bothCount_andDoNotRunTogether() {
    assertThat(
            Stream.of(
                FileId.of("riverside/a", "bc", ARRIVED),
                FileId.of("riverside/ab", "c", ARRIVED),
                FileId.of("riverside/a", "b", ARRIVED),
                FileId.of("lakeside/a", "bc", ARRIVED)))
        .doesNotHaveDuplicates();
  }

  @Test
  void partsOfASecond_doNotCount() {
    // S3's listing says milliseconds where its HEAD says seconds
    assertThat(FileId.of("riverside/a", "b", ARRIVED))
        .isEqualTo(FileId.of("riverside/a", "b", Instant.parse("2026-03-01T09:30:00Z")));
  }

  @Test
  void idsSortByArrival() {
    assertThat(FileId.of("z", "z", ARRIVED))
        .isLessThan(FileId.of("a", "a", ARRIVED.plusSeconds(1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "20260301T093000", "20260301T093000-0123456789AB", "../20260301T093000-0123"})
  void otherShapes_areNoFileId(String value) {
    assertThatThrownBy(() -> new FileId(value)).isInstanceOf(IllegalArgumentException.class);
  }
}
