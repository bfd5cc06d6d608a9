package io.chartdrop.frontend.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SizesTest {
  private final Sizes sizes = new Sizes();

  @Test
  void limit_isToldAsItWasSet() {
    assertThat(sizes.limit(DataSize.parse("5GB").toBytes())).isEqualTo("5 GB");
    assertThat(sizes.limit(DataSize.parse("1900MB").toBytes())).isEqualTo("1900 MB");
    assertThat(sizes.limit(1001)).isEqualTo("1.0 KB");
  }

  @Test
  void fileIsToldInPowersOfTen() {
    assertThat(sizes.of(999)).isEqualTo("999 bytes");
    assertThat(sizes.of(20_480)).isEqualTo("20.5 KB");
  }
}
