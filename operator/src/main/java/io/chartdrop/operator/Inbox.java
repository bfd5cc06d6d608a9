package io.chartdrop.operator;

import java.io.IOException;
import java.util.function.LongConsumer;

/** The door that a tenant puts its files through. Several threads may put at once. */
interface Inbox extends AutoCloseable {

  /**
   * Returns when the file has arrived as a whole.
   *
   * @param sent is told the bytes sent so far
   * @return SHA-256 of what was sent, 64 hex digits
   * @throws IOException if it did not arrive, with the door's own words
   */
  String put(Upload upload, LongConsumer sent) throws IOException;

  @Override
  void close();

  /** Opens the door, or says in one sentence why it stays shut. */
  @FunctionalInterface
  interface Door {
    Inbox open();
  }
}
