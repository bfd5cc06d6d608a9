package io.chartdrop.local.launcher;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsIT {
  @Test
  void portInUse_isNamedWithWhatItIsFor() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports ports = new Ports(0, 0, 0, 0, taken.getLocalPort(), 0, 0, 0, 0);

      assertThatThrownBy(() -> ports.requireFree(true, true))
          .isInstanceOf(LaunchException.class)
          .hasMessage(
              "Port %d, for S3, is in use: stop what listens there,"
                  + " or move all ports with --port-base N.",
              taken.getLocalPort());
    }
  }

  @Test
  void portOfAStoreThatIsFoundElsewhere_mayBeInUse() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ports ports = new Ports(0, 0, 0, 0, taken.getLocalPort(), 0, 0, 0, 0);

      assertThatCode(() -> ports.requireFree(false, true)).doesNotThrowAnyException();
    }
  }
}
