package io.chartdrop.records.file;

import java.time.Duration;

/**
 * Which file reads which bytes: what the idempotent consumer stands on. A claim is held under a
 * lease; only the closing transaction of a file makes it done.
 */
public interface ContentClaims {

  /**
   * Claims the bytes for {@code file}, unless another holds them or has read them. Bytes that were
   * read under other settings, with rows rejected, may be claimed again.
   *
   * @param settingsHash of the settings under which {@code file} is read
   * @param lease how long the claim holds unless renewed
   */
  ContentVerdict add(ContentKey key, FileId file, String settingsHash, Duration lease);

  /** Whether {@link #add} found the bytes claimed or done, by whomever. */
  boolean contains(ContentKey key);

  /**
   * Holds the claim for another {@code lease}.
   *
   * @throws LeaseLostException if it is no longer {@code file}'s
   */
  void renew(ContentKey key, FileId file, Duration lease);

  /** Gives {@code file}'s claim back. What another claimed, or what is done, stays. */
  void remove(ContentKey key, FileId file);
}
