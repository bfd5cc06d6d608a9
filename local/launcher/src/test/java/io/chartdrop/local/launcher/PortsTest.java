package io.chartdrop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PortsTest {
  @Test
  void portBase_movesAllOfThem() {
    assertThat(Ports.from(9000))
        .isEqualTo(new Ports(9000, 9001, 9002, 9003, 9004, 9005, 9006, 9010, 9011));
  }

  @Test
  void portBaseWithoutRoom_isRefused() {
    assertThatThrownBy(() -> Ports.from(80)).isInstanceOf(LaunchException.class);
    assertThatThrownBy(() -> Ports.from(65_530)).isInstanceOf(LaunchException.class);
  }
}
