package io.chartdrop.frontend.upload;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A file's bytes on their way from the browser to the API, whose client reads them on a thread of
 * its own. Once closed it reads no more: by then the container may be reading another request from
 * the same buffer.
 */
final class Relay extends FilterInputStream {
  private boolean closed;
  private boolean broken;

  Relay(InputStream content) {
    super(content);
  }

  @Override
  public synchronized int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public synchronized int read(byte[] bytes, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("Nobody waits for the answer any more");
    }
    try {
      return super.read(bytes, offset, length);
    } catch (IOException e) {
      broken = true;
      throw e;
    }
  }

  /** Waits for a read that is under way. The rest is left to whoever has the form. */
  @Override
  public synchronized void close() {
    closed = true;
  }

  /** Whether it was the browser that broke off. */
  synchronized boolean isBroken() {
    return broken;
  }
}
