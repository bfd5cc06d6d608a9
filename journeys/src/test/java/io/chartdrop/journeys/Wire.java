package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A hop between a worker and a store. What goes by can be answered in the store's place, answered
 * otherwise than the store did, cut, or lost: before the store saw it, or after.
 */
final class Wire implements AutoCloseable {
  private static final Set<String> HOP_BY_HOP =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  private final URI store;
  private final Trouble trouble;

  /**
   * One request to a store.
   *
   * @param invocation the same for all tries of one call of the SDK
   */
  record Call(String operation, String uri, String body, String invocation) {
    boolean is(String... operations) {
      return List.of(operations).contains(operation);
    }
  }

  /** What a store answered, or what is answered in its place. */
  record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    static Answer of(int status, String contentType, String body) {
      return new Answer(status, Map.of("Content-Type", List.of(contentType)), body.getBytes(UTF_8));
    }
  }

  /** Thrown where the connection is to break without an answer. */
  static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Half of it comes through; null for none of it. */
    private final transient Answer answer;

    /** Nothing comes back. */
    Cut() {
      this(null);
    }

    /** The first half of an answer comes back. */
    Cut(Answer answer) {
      super(null, null, false, false);
      this.answer = answer;
    }
  }

  /** The rest of a request's way to the store and back. */
  interface Store {
    /** Sends the request on as it is. */
    Answer answer();

    /** Sends it on with another body. */
    Answer answer(String body);
  }

  /** What happens on the wire. It may be asked by many threads at once. */
  @FunctionalInterface
  interface Trouble {
    Trouble NONE = (call, store) -> store.answer();

    /**
     * @throws Cut to break the connection
     */
    Answer on(Call call, Store store);
  }

  private Wire(URI store, Trouble trouble) throws IOException {
    this.store = store;
    this.trouble = trouble;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  static Wire to(String store, Trouble trouble) {
    try {
      return new Wire(URI.create(store), trouble);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] request = exchange.getRequestBody().readAllBytes();
    Call call = call(exchange, request);
    try {
      Answer answer = trouble.on(call, new Onward(exchange, request));
      send(exchange, answer, answer.body().length);
    } catch (Cut cut) {
      if (cut.answer != null) {
        send(exchange, cut.answer, cut.answer.body().length / 2);
      }
    } finally {
      exchange.close(); // breaks the connection where less was sent than announced
    }
  }

  private final class Onward implements Store {
    private final HttpExchange exchange;
    private final byte[] request;

    Onward(HttpExchange exchange, byte[] request) {
      this.exchange = exchange;
      this.request = request;
    }

    @Override
    public Answer answer() {
      return forward(exchange, request);
    }

    @Override
    public Answer answer(String body) {
      return forward(exchange, body.getBytes(UTF_8));
    }
  }

  private Answer forward(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(store.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers().map(), response.body());
    } catch (IOException e) {
      throw new Cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cut();
    }
  }

  private static void send(HttpExchange exchange, Answer answer, int bytes) throws IOException {
    answer
        .headers()
        .forEach(
            (name, values) -> {
              if (!HOP_BY_HOP.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, values);
              }
            });
    if (exchange.getRequestMethod().equals("HEAD")) {
      List<String> length = answer.headers().get("content-length");
      if (length != null) {
        exchange.getResponseHeaders().put("Content-Length", length);
      }
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    int length = answer.body().length;
    exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
    if (length > 0) {
      exchange.getResponseBody().write(answer.body(), 0, bytes);
      exchange.getResponseBody().flush();
    }
  }

  private static Call call(HttpExchange exchange, byte[] body) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String uri = exchange.getRequestURI().toString();
    String invocation =
        String.valueOf(exchange.getRequestHeaders().getFirst("amz-sdk-invocation-id"));
    if (target != null) {
      String operation = target.substring(target.indexOf('.') + 1);
      return new Call(operation, uri, new String(body, UTF_8), invocation);
    }
    boolean copy = exchange.getRequestHeaders().containsKey("x-amz-copy-source");
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    String operation =
        switch (exchange.getRequestMethod()) {
          case "GET" -> query.contains("versions") ? "ListObjectVersions" : "GetObject";
          case "HEAD" -> "HeadObject";
          case "DELETE" -> "DeleteObject";
          case "PUT" -> copy ? "CopyObject" : "PutObject";
          default -> exchange.getRequestMethod();
        };
    return new Call(operation, uri, "", invocation);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
