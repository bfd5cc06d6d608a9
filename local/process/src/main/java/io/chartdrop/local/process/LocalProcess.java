package io.chartdrop.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A child process that is ready once started and gone once closed.
 *
 * <p>It ends with us in three ways: by {@link #close()}, by a shutdown hook of this JVM, and, where
 * this JVM is killed without either, because its standard input closes (commands that understand
 * {@code --with-parent}).
 */
public final class LocalProcess implements AutoCloseable {
  private static final int TAIL = 40;
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String name;
  private final Duration patience;
  private final Process process;
  private final CompletableFuture<String> ready = new CompletableFuture<>();
  private final Deque<String> tail = new ArrayDeque<>();
  private final Thread reader;
  private final Thread hook;

  private LocalProcess(Command command) {
    name = command.name;
    patience = command.patience;
    process = command.launch();
    hook = new Thread(() -> stop(process), "stop-" + name);
    Runtime.getRuntime().addShutdownHook(hook);
    reader = new Thread(() -> readOutput(command), "output-of-" + name);
    reader.setDaemon(true);
    reader.start();
  }

  /** A jar of ours, to be run by the JVM that runs us, with flags for a quick and small start. */
  public static Command jar(String name, Path jar) {
    return new Command(name, jar);
  }

  public String name() {
    return name;
  }

  /** The line that said it was ready. */
  public String readyLine() {
    return ready.join();
  }

  /** The address at the end of {@code NAME ready on ADDRESS}. */
  public URI address() {
    String line = readyLine();
    return URI.create(line.substring(line.lastIndexOf(' ') + 1));
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The last lines it wrote, oldest first. */
  public List<String> output() {
    synchronized (tail) {
      return List.copyOf(tail);
    }
  }

  /** Returns when the process has ended; asks politely for five seconds, then insists. */
  @Override
  public void close() {
    stop(process);
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending, and the hook does what we just did.
    }
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void readOutput(Command command) {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer log = command.openLog()) {
      String line;
      while ((line = lines.readLine()) != null) {
        log.write(line + "\n");
        log.flush();
        keep(line);
        if (line.contains(command.readyText)) {
          ready.complete(line);
        }
      }
    } catch (IOException e) {
      keep("(output lost: " + e.getMessage() + ")");
    } finally {
      ready.completeExceptionally(new IllegalStateException(name + " ended"));
    }
  }

  private void keep(String line) {
    synchronized (tail) {
      if (tail.size() == TAIL) {
        tail.removeFirst();
      }
      tail.addLast(line);
    }
  }

  /**
   * Returns when it is ready.
   *
   * @throws IllegalStateException with the last lines it wrote, where it ends or dawdles instead
   */
  public LocalProcess awaitReady() {
    try {
      ready.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return this;
    } catch (ExecutionException e) {
      throw failed("ended before it was ready");
    } catch (TimeoutException e) {
      throw failed("was not ready within " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not awaited to the end");
    }
  }

  private void awaitEnd() {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw failed("was not done within " + patience.toSeconds() + " s");
      }
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was not awaited to the end");
    }
    if (process.exitValue() != 0) {
      throw failed("ended with status " + process.exitValue());
    }
    close();
  }

  private IllegalStateException failed(String how) {
    close();
    return new IllegalStateException(
        "%s %s. It last said:%n%s".formatted(name, how, String.join("\n", output())));
  }

  /** How to start a process; each method returns this. */
  public static final class Command {
    private final String name;
    private final Path jar;
    private final List<String> jvmFlags =
        new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private String readyText = " ready on ";
    private Duration patience = Duration.ofMinutes(3); // a machine may be busy
    private @Nullable Path log;

    private Command(String name, Path jar) {
      this.name = name;
      this.jar = jar;
    }

    /** For example {@code 256m}. */
    public Command heap(String max) {
      return jvm("-Xmx" + max);
    }

    public Command jvm(String... flags) {
      jvmFlags.addAll(List.of(flags));
      return this;
    }

    public Command arguments(String... more) {
      arguments.addAll(List.of(more));
      return this;
    }

    /** Lets the child end when we do, however we do; for commands of {@code local-server}. */
    public Command withParent() {
      return arguments("--with-parent");
    }

    /** Added to our own environment, which the child inherits. */
    public Command environment(Map<String, String> variables) {
      environment.putAll(variables);
      return this;
    }

    /** It is ready when a line of its output contains this; {@code " ready on "} unless set. */
    public Command readyWhen(String text) {
      readyText = text;
      return this;
    }

    /** How long to wait for it; three minutes unless set. */
    public Command patience(Duration duration) {
      patience = duration;
      return this;
    }

    /** Keeps all it writes in this file, replacing an older one. */
    public Command log(Path file) {
      log = file;
      return this;
    }

    /**
     * Returns when it is ready.
     *
     * @throws IllegalStateException with the last lines it wrote, where it ends or dawdles instead
     */
    public LocalProcess start() {
      return begin().awaitReady();
    }

    /**
     * Returns when it has ended well.
     *
     * @throws IllegalStateException with the last lines it wrote, where it fails or dawdles
     */
    public void runToEnd() {
      begin().awaitEnd();
    }

    /** Does not wait, so that several can start at once; {@link #awaitReady} does. */
    public LocalProcess begin() {
      return new LocalProcess(this);
    }

    private Process launch() {
      List<String> line = new ArrayList<>();
      line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      line.addAll(jvmFlags);
      line.add("-jar");
      line.add(jar.toString());
      line.addAll(arguments);
      ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
      builder.environment().putAll(environment);
      try {
        return builder.start();
      } catch (IOException e) {
        throw new UncheckedIOException("%s could not be started".formatted(name), e);
      }
    }

    private Writer openLog() throws IOException {
      return log == null ? Writer.nullWriter() : Files.newBufferedWriter(log);
    }
  }
}
