package io.chartdrop.local.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Whatever was opened is closed once, last first: at the end of the run, on Ctrl-C, on SIGTERM and
 * when a service dies.
 */
final class Ending implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread hook = new Thread(this::endOfJvm, "end-of-run");
  private volatile boolean begun;
  private volatile boolean explained;

  Ending() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  synchronized void add(AutoCloseable closeable) {
    open.push(closeable);
  }

  /** A service died. Ctrl-C ends the services too, perhaps before it reaches us: wait for that. */
  void because(String service, Path logs) {
    Thread teller =
        new Thread(
            () -> {
              try {
                Thread.sleep(500);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              if (!begun) {
                explained = true;
                String file = service.replace("chartdrop-", "") + ".log";
                System.err.println(
                    service + " ended unexpectedly, so all is stopped: see " + logs.resolve(file));
                System.exit(1);
              }
            },
            "end-because-of-" + service);
    teller.setDaemon(true);
    teller.start();
  }

  /** On Ctrl-C whoever typed it waits for a word. */
  private void endOfJvm() {
    boolean asked = !begun && !explained;
    closeAll();
    if (asked) {
      System.out.println("\nStopped.");
    }
  }

  /** Whether the JVM is ending, as it does on Ctrl-C: what fails then fails because of that. */
  static boolean isUnderWay() {
    try {
      Thread.sleep(500); // Ctrl-C may reach a service before it reaches us
      Thread probe = new Thread(() -> {});
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void closeAll() {
    begun = true;
    for (AutoCloseable next = pop(); next != null; next = pop()) {
      try {
        next.close();
      } catch (Exception e) {
        System.err.println("Not stopped cleanly: " + e.getMessage());
      }
    }
  }

  private synchronized @Nullable AutoCloseable pop() {
    return open.poll();
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the JVM is ending, and the hook finds nothing left to do
    }
  }
}
