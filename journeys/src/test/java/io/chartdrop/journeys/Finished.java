package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command that was run to its end. */
record Finished(int status, String out, String err) {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  static Finished run(ProcessBuilder builder) {
    Path out = null;
    Path err = null;
    try {
      // files: with two pipes, one fills up while the other is read
      out = Files.createTempFile("journey", ".out");
      err = Files.createTempFile("journey", ".err");
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      Finished finished =
          new Finished(
              process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
      assertThat(ended).as("%s ends in time; %s", builder.command(), finished).isTrue();
      return finished;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      delete(out);
      delete(err);
    }
  }

  /** CI installs it, so there its absence is a fault; elsewhere the test is skipped. */
  static void requireInstalled(String command) {
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, command)));
    if (!there && "true".equals(System.getenv("CI"))) {
      fail(command + " is not installed");
    }
    assumeTrue(there, command + " is not installed");
  }

  private static void delete(Path file) {
    if (file != null) {
      file.toFile().delete();
    }
  }

  Finished succeeds() {
    assertThat(status).as(toString()).isZero();
    return this;
  }
}
