package io.chartdrop.local.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import io.chartdrop.local.server.PortInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** DynamoDB Local on 127.0.0.1. It takes any alphanumeric access key. */
public final class LocalDynamoDb implements AutoCloseable {
  private final Server server;
  private final ServerConnector connector;
  private final LocalDynamoDBServerHandler handler;

  private LocalDynamoDb(int port, @Nullable Path dataDir) throws Exception {
    // One shared database: whichever access key or region a client names, it sees the same tables.
    var requests =
        new LocalDynamoDBRequestHandler(
            0, dataDir == null, dataDir == null ? null : dataDir.toString(), true, false);
    handler = new LocalDynamoDBServerHandler(requests, null);
    server = new Server(new QueuedThreadPool(64, 4));
    // Clients keep connections open; waiting for them would make every stop last its whole time.
    server.setStopTimeout(0);
    connector = new ServerConnector(server, 1, 1);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    server.addConnector(connector);
    server.setHandler(handler);
    server.start();
  }

  /**
   * @param port 0 for any free one
   * @param dataDir where the tables are kept, created if missing; empty keeps them in memory
   * @throws PortInUseException where another process listens on the port
   */
  public static LocalDynamoDb start(int port, Optional<Path> dataDir) {
    PortInUseException.throwIfTaken(port);
    try {
      if (dataDir.isPresent()) {
        Files.createDirectories(dataDir.get());
      }
      return new LocalDynamoDb(port, dataDir.map(Path::toAbsolutePath).orElse(null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not start", e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB Local did not stop", e);
    } finally {
      handler.close();
    }
  }
}
