package io.chartdrop.frontend.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * An answer's body, of which nobody waits too long for the next bytes. The client's own timeout
 * ends with the headers, and a service that hangs after them would hold the thread for ever.
 */
final class DeadlineInputStream extends FilterInputStream {
  private final Duration patience;
  private final ScheduledExecutorService clock;
  private volatile boolean late;

  /**
   * @param patience for each read; between them whoever reads may take their time
   */
  DeadlineInputStream(InputStream body, Duration patience, ScheduledExecutorService clock) {
    super(body);
    this.patience = patience;
    this.clock = clock;
  }

  /** What such streams share. */
  static ScheduledExecutorService clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "api-clock");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true); // nearly every read ends before
    return clock;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    ScheduledFuture<?> end =
        clock.schedule(this::breakOff, patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      int count = super.read(bytes, offset, length);
      if (late) {
        throw new IOException("The answer does not go on");
      }
      return count;
    } finally {
      end.cancel(false);
    }
  }

  private void breakOff() {
    late = true;
    try {
      close(); // the read ends with it
    } catch (IOException e) {
      // it ends all the same
    }
  }
}
