package io.chartdrop.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * DynamoDB at the far side of a network: every answer takes some milliseconds, however many are
 * asked for at once. It goes on to a store on this machine; what comes in batches, which is rows,
 * it may take itself, at the rate of a store that is never the one to wait for.
 *
 * <p>{@code FarStore STORE MILLISECONDS ROWS}, in a process of its own.
 */
final class FarStore {
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "expect", "host", "upgrade");

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final URI store;
  private final long delayNanos;
  private final Rows rows;

  /** What becomes of batches. */
  enum Rows {
    /** They go on to the store. */
    STORED,
    /** A read finds nothing, and a write is taken and forgotten. */
    TAKEN
  }

  private FarStore(URI store, long delayMillis, Rows rows) {
    this.store = store;
    this.delayNanos = TimeUnit.MILLISECONDS.toNanos(delayMillis);
    this.rows = rows;
  }

  public static void main(String[] arguments) throws Exception {
    FarStore far =
        new FarStore(
            URI.create(arguments[0]), Long.parseLong(arguments[1]), Rows.valueOf(arguments[2]));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.createContext("/", far::answer);
    server.setExecutor(far.threads);
    server.start();
    System.out.println("far-store ready on http://127.0.0.1:" + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // it ends when its parent does, whose end closes this stream
    }
    System.exit(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    long end = System.nanoTime() + delayNanos;
    try {
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      if (rows == Rows.TAKEN && target.endsWith("BatchWriteItem")) {
        drain(exchange.getRequestBody());
        sendAt(end, exchange, 200, "{\"UnprocessedItems\":{}}".getBytes(UTF_8));
      } else if (rows == Rows.TAKEN && target.endsWith("BatchGetItem")) {
        drain(exchange.getRequestBody());
        sendAt(end, exchange, 200, "{\"Responses\":{},\"UnprocessedKeys\":{}}".getBytes(UTF_8));
      } else {
        HttpResponse<byte[]> answer = ask(exchange);
        sendAt(end, exchange, answer.statusCode(), answer.body());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private static void drain(InputStream body) throws IOException {
    body.transferTo(java.io.OutputStream.nullOutputStream());
  }

  private HttpResponse<byte[]> ask(HttpExchange exchange) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(store)
            .POST(BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static void sendAt(long end, HttpExchange exchange, int status, byte[] body)
      throws IOException, InterruptedException {
    long left = end - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
    exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
