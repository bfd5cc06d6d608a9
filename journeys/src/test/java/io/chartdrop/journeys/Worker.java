package io.chartdrop.journeys;

import io.chartdrop.journeys.Wire.Cut;
import io.chartdrop.journeys.Wire.Trouble;
import io.chartdrop.local.process.LocalProcess;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A process of the routes service whose requests go over wires of its own. */
final class Worker implements AutoCloseable {
  /** Claims of the dead end soon, and who failed rests little. */
  private static final Map<String, String> QUICK =
      Map.of(
          "INTAKE_LEASE", "6s",
          "INTAKE_LEASEMARGIN", "1s",
          "INTAKE_HEARTBEAT", "500ms",
          "INTAKE_POLLINTERVAL", "500ms",
          "INTAKE_IDLEFACTOR", "1",
          "INTAKE_REST", "200ms",
          "INTAKE_TENANTSINTERVAL", "1s",
          // it starts in two thirds of the time, and nobody asks it for its health
          "SPRING_MAIN_WEBAPPLICATIONTYPE", "none",
          "SPRING_MAIN_KEEPALIVE", "true");

  private final Wire s3;
  private final Wire dynamoDb;
  private final LocalProcess process;

  /**
   * Returns while it still starts.
   *
   * @param trouble on its wires; it may hit the worker itself
   */
  Worker(Product product, Function<Worker, Trouble> trouble) {
    this(product, Map.of(), trouble);
  }

  /** The same with some settings of its own. */
  Worker(Product product, Map<String, String> settings, Function<Worker, Trouble> trouble) {
    Trouble its = trouble.apply(this);
    s3 = Wire.to(product.address("AWS_ENDPOINT_URL_S3"), its);
    dynamoDb = Wire.to(product.address("AWS_ENDPOINT_URL_DYNAMODB"), its);
    Map<String, String> wired = new HashMap<>(QUICK);
    wired.putAll(settings);
    wired.put("AWS_ENDPOINT_URL_S3", s3.address());
    wired.put("AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.address());
    process = product.beginWorker(wired);
  }

  void awaitReady() {
    process.awaitReady();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines it wrote. */
  List<String> output() {
    return process.output();
  }

  /** SIGKILL, and it is gone when this returns; nothing that it still sends gets through. */
  Cut killed() {
    kill();
    return new Cut();
  }

  void kill() {
    ProcessHandle handle = handle();
    handle.destroyForcibly();
    handle.onExit().join();
  }

  /** SIGTERM. */
  CompletableFuture<ProcessHandle> terminate() {
    ProcessHandle handle = handle();
    handle.destroy();
    return handle.onExit();
  }

  /** SIGSTOP: the process stands still, and its clocks do not. */
  void pause() {
    signal("STOP");
  }

  void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    Finished.run(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))).succeeds();
  }

  private ProcessHandle handle() {
    return ProcessHandle.of(process.pid()).orElseThrow();
  }

  @Override
  public void close() {
    process.close();
    s3.close();
    dynamoDb.close();
  }
}
