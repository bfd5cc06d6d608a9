package io.chartdrop.frontend.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Rejected rows on their way.
 *
 * @param length in bytes, if it is known
 */
public record RejectsCsv(InputStream content, OptionalLong length) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    content.close();
  }
}
