package io.chartdrop.records.file;

import java.time.Duration;

/**
 * Which file reads which bytes: what the idempotent consumer stands on. A claim is held under a
 * lease; only the closing transaction of a file makes it done.
 */
public interface ContentClaims {

  /**
   * Claims the bytes for the claim's file, unless another file holds them or has read them. What an
   * earlier attempt at the same file held passes to this one. Bytes that were read under other
   * settings, with rows rejected, may be claimed again.
   *
   * @param lease how long the claim holds unless renewed
   */
  ContentVerdict add(ContentKey key, Claim claim, Duration lease);

  /** Whether {@link #add} found the bytes claimed or done, by whomever. */
  boolean contains(ContentKey key);

  /**
   * Holds the claim for another {@code lease}.
   *
   * @throws LeaseLostException if it is no longer this attempt's
   */
  void renew(ContentKey key, Claim claim, Duration lease);

  /**
   * Gives this attempt's claim back. What another attempt claimed, be it at the same file, or what
   * is done, stays.
   */
  void remove(ContentKey key, Claim claim);
}
