package io.chartdrop.frontend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * Stands for the middle tier. It answers with the examples of the contract unless a test says
 * otherwise, and keeps a list of whatever was asked or answered against the contract.
 */
public final class StubApi implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Contract contract = Contract.read();
  private final HttpServer server;
  private final Map<String, Function<Call, Reply>> answers = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<String> breaches = new CopyOnWriteArrayList<>();

  /** A request; its body is read by whoever answers it, or not at all. */
  public record Call(
      String operation, String path, Map<String, String> query, HttpExchange exchange) {
    public String token() {
      return exchange.getRequestHeaders().getFirst("Authorization");
    }

    /** Promises 200,000 bytes and sends half of them. */
    public void sendHalf() {
      try {
        exchange.sendResponseHeaders(200, 200_000);
        exchange.getResponseBody().write(new byte[100_000]);
        exchange.getResponseBody().flush();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** An answer. */
  public record Reply(int status, String type, String body, Map<String, String> headers) {
    public static Reply json(JsonNode body) {
      return new Reply(200, "application/json", body.toString(), Map.of());
    }
  }

  private StubApi(HttpServer server) {
    this.server = server;
  }

  static StubApi open() {
    try {
      StubApi api =
          new StubApi(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      api.server.setExecutor(
          Executors.newCachedThreadPool(
              task -> {
                Thread thread = new Thread(task, "stub-api");
                thread.setDaemon(true);
                return thread;
              }));
      api.server.createContext("/", api::answer);
      api.server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Forgets what other tests asked for. */
  public void reset() {
    answers.clear();
    calls.clear();
    breaches.clear();
  }

  public StubApi when(String operation, Function<Call, Reply> answer) {
    answers.put(operation, answer);
    return this;
  }

  public StubApi when(String operation, JsonNode body) {
    return when(operation, call -> Reply.json(body));
  }

  /** Refuses, as the contract says it. */
  public StubApi refuse(String operation, int status, String type, String detail) {
    return when(
        operation,
        call ->
            new Reply(
                status,
                "application/problem+json",
                JSON.createObjectNode()
                    .put("type", "urn:chartdrop:problem:" + type)
                    .put("title", "title")
                    .put("status", status)
                    .put("detail", detail)
                    .toString(),
                Map.of("Retry-After", "7")));
  }

  /** Parses what a test writes as an answer. */
  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** A file as the contract's example, but for what the test changes. */
  public JsonNode file(String changes) {
    return contract.example("File").setAll((ObjectNode) json(changes));
  }

  /** A record likewise. */
  public JsonNode record(String changes) {
    return contract.example("Record").setAll((ObjectNode) json(changes));
  }

  /** As the contract's example. */
  public ObjectNode summary() {
    return contract.example("Summary");
  }

  /** One page of these. */
  public static JsonNode page(JsonNode... items) {
    return JSON.createObjectNode().set("items", JSON.createArrayNode().addAll(List.of(items)));
  }

  public List<Call> calls() {
    return List.copyOf(calls);
  }

  public List<String> breaches() {
    return List.copyOf(breaches);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String path = exchange.getRequestURI().getPath();
    Optional<Contract.Operation> known = contract.operation(exchange.getRequestMethod(), path);
    if (known.isEmpty()) {
      breaches.add(exchange.getRequestMethod() + " " + path);
      send(exchange, new Reply(404, "text/plain", "", Map.of()));
      return;
    }
    Contract.Operation operation = known.get();
    contract.faults(operation, query).forEach(fault -> breaches.add(operation.id() + ": " + fault));
    Call call = new Call(operation.id(), path, query, exchange);
    calls.add(call);
    Function<Call, Reply> answer = answers.get(operation.id());
    Reply reply;
    if (answer != null) {
      reply = answer.apply(call);
    } else {
      exchange.getRequestBody().readAllBytes();
      reply = Reply.json(contract.example(operation));
    }
    if (reply.status() / 100 == 2 && reply.type().equals("application/json")) {
      contract.faults(operation, JSON.readTree(reply.body())).forEach(breaches::add);
    }
    send(exchange, reply);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", reply.type());
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        int equals = pair.indexOf('=');
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
