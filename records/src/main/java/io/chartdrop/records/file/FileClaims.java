package io.chartdrop.records.file;

import java.time.Duration;

/**
 * The writing side of the ledger: who reads a file now, how far it is, how it ended. Each write is
 * conditional on the claim's owner, so one file is closed once, whoever else believes to read it.
 */
public interface FileClaims {

  /** Claims a version that nobody holds and that is not closed. One conditional write. */
  ClaimVerdict claim(ClaimRequest request);

  /**
   * Takes a claim back whose answer was lost: if it took effect, the file is as it was before, and
   * free. If not, nothing happens.
   */
  void takeBack(ClaimRequest request);

  /**
   * Says how far the reading is, and holds the claim for another {@code lease}.
   *
   * @throws LeaseLostException if the claim is no longer this reader's
   */
  void renew(Claim claim, Progress progress, Duration lease);

  /**
   * Gives the file back, to be claimed again after {@code rest}.
   *
   * @param progress rows that are stored are this file's, whoever goes on
   * @param countAttempt false when the attempt failed through no fault of the file
   * @throws LeaseLostException if the claim is no longer this reader's
   */
  void release(Claim claim, Progress progress, boolean countAttempt, Duration rest);

  /**
   * Closes the file in one transaction: its entry becomes final, its bytes are done or free again,
   * the day's summary grows. Doing it twice under one claim is doing it once.
   *
   * @throws LeaseLostException if the claim is no longer this reader's; nothing was written
   */
  void close(Claim claim, Closing closing);
}
