package io.chartdrop.local.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Another process listens on the port; the message is the sentence a person should read. */
public final class PortInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PortInUseException(int port, Throwable cause) {
    super(
        "Port %d is already in use by another process: stop that one, or choose another with --port."
            .formatted(port),
        cause);
  }

  /**
   * Tries the port before a heavy server starts, which would fail late and at length.
   *
   * @param port 0 means any free one and always passes
   */
  public static void throwIfTaken(int port) {
    if (port == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      probe.getLocalPort();
    } catch (BindException e) {
      throw new PortInUseException(port, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
