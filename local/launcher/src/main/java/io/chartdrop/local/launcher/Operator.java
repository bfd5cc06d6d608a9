package io.chartdrop.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** {@code ops} as a process: what a person would type, we run. */
final class Operator implements AutoCloseable {
  private final Path base;
  private final Screen screen;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();

  /**
   * @param base the directory that holds this run's {@code .chartdrop}
   */
  Operator(Path base, Screen screen) {
    this.base = base;
    this.screen = screen;
  }

  /** Prints what it prints. */
  void show(List<String> arguments) {
    Process process = start(arguments, Redirect.INHERIT);
    awaitEnd(process, arguments);
  }

  /** Says nothing when all is well. */
  void quietly(List<String> arguments) {
    ProcessBuilder builder = command(arguments).redirectErrorStream(true);
    Process process = started(builder);
    String words = read(process);
    if (awaitEnd(process, arguments) != 0) {
      throw new LaunchException("ops " + arguments.get(0) + " failed: " + words.strip());
    }
  }

  /** The outcome of each file, in the order given; progress goes to our standard error. */
  JsonNode drop(String tenant, List<Path> files) {
    List<String> arguments = new ArrayList<>(List.of("drop", tenant, "--json"));
    arguments.addAll(List.of("--patience", "60"));
    files.forEach(file -> arguments.add(file.toString()));
    Process process = start(arguments, Redirect.PIPE);
    String json = read(process);
    awaitEnd(process, arguments);
    try {
      JsonNode outcomes = new ObjectMapper().readTree(json);
      if (outcomes.size() != files.size()) {
        throw new LaunchException("The samples of " + tenant + " could not be uploaded.");
      }
      return outcomes;
    } catch (IOException e) {
      throw new LaunchException("ops drop gave no answer: " + e.getMessage());
    }
  }

  private Process start(List<String> arguments, Redirect output) {
    return started(command(arguments).redirectError(Redirect.INHERIT).redirectOutput(output));
  }

  private Process started(ProcessBuilder builder) {
    try {
      Process process = builder.start();
      running.add(process);
      process.getOutputStream().close(); // nobody types into it
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ProcessBuilder command(List<String> arguments) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    if (screen.ansi().enabled()) {
      line.add("-Dops.tty.out=true");
    }
    if (screen.live()) {
      line.add("-Dops.tty.err=true");
    }
    line.addAll(List.of("-jar", Repository.appJar("operator").toString()));
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("CHARTDROP_HOME", base.toString());
    // the addresses are those of this run, whatever the shell holds
    builder.environment().keySet().removeIf(Operator::isAddress);
    return builder;
  }

  private static boolean isAddress(String variable) {
    return variable.startsWith("AWS_")
        || variable.startsWith("CHARTDROP_") && !variable.equals("CHARTDROP_HOME");
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int awaitEnd(Process process, List<String> arguments) {
    try {
      int status = process.waitFor();
      running.remove(process);
      return status;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("ops " + arguments.get(0) + " was interrupted.");
    }
  }

  @Override
  public void close() {
    running.forEach(Process::destroy);
  }
}
