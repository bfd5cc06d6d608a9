package io.chartdrop.local.server;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/**
 * A local server as a process: one line when ready, one sentence when it cannot be.
 *
 * <p>With {@code --init-only --endpoint URL} nothing is served: what the server would hold at its
 * start (buckets, tables) is created at that address instead, so that another emulator can take the
 * server's place.
 */
public abstract class ServerCommand {
  private final String name;
  private final String[] ownOptions;

  /**
   * @param name printed before everything, for example {@code chartdrop-s3}
   * @param ownOptions see {@link Options#parse}
   */
  protected ServerCommand(String name, String... ownOptions) {
    this.name = name;
    this.ownOptions = ownOptions.clone();
  }

  /** A server that has started. */
  public record Running(URI address, AutoCloseable server) {}

  /** Starts the server; a fault that a person can mend is told in the exception's message. */
  protected abstract Running start(Options options) throws Exception;

  /** Creates at another server what {@link #start} would have created in its own. */
  protected void setUp(URI endpoint, Options options) {
    throw new IllegalArgumentException(name + " has nothing to set up elsewhere.");
  }

  /** Does not return while the server runs; ends the JVM with status 1 where it cannot start. */
  public final void run(String[] args) {
    try {
      Options options = Options.parse(args, ownOptions);
      if (options.initOnly()) {
        setUp(options.endpoint(), options);
        say(name + " set up at " + options.endpoint());
        return;
      }
      Running running = start(options);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), "stop-" + name));
      say(name + " ready on " + running.address());
      if (options.withParent()) {
        awaitEndOfParent();
        System.exit(0);
      }
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      fail(e);
    }
  }

  /** The parent holds the other end of our standard input: its end is ours. */
  private static void awaitEndOfParent() throws IOException {
    while (System.in.read() >= 0) {
      // whatever it writes only says that it lives
    }
  }

  private void close(Running running) {
    try {
      running.server().close();
    } catch (Exception e) {
      System.err.println(name + " did not stop cleanly: " + e.getMessage());
    }
  }

  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  private void fail(Exception failure) {
    System.err.println(name + ": " + failure.getMessage());
    boolean sentenceIsEnough =
        failure instanceof PortInUseException || failure instanceof IllegalArgumentException;
    if (!sentenceIsEnough) {
      failure.printStackTrace();
    }
    System.exit(1);
  }
}
