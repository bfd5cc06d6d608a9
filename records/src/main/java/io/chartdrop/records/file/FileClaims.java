package io.chartdrop.records.file;

import java.time.Duration;
import java.util.Optional;

/**
 * The writing side of the ledger: who reads a file now, how far it is, how it ended. Each write is
 * conditional on the claim's owner, so one file is closed once, whoever else believes to read it.
 */
public interface FileClaims {

  /** Claims a version that nobody holds and that is not closed. One conditional write. */
  ClaimVerdict claim(ClaimRequest request);

  /**
   * Says how far the reading is, and holds the claim for another {@code lease}.
   *
   * @throws LeaseLostException if the claim is no longer this reader's
   */
  void renew(Claim claim, RowCounts rows, Optional<String> sha256, Duration lease);

  /**
   * Gives the file back, to be claimed again after {@code rest}.
   *
   * @param rows how far the reading is: rows that are stored are this file's, whoever goes on
   * @param countAttempt false when the attempt failed through no fault of the file
   * @param sha256 kept, so that the next attempt need not download to know the bytes
   * @throws LeaseLostException if the claim is no longer this reader's
   */
  void release(
      Claim claim, RowCounts rows, boolean countAttempt, Duration rest, Optional<String> sha256);

  /**
   * Closes the file in one transaction: its entry becomes final, its bytes are done or free again,
   * the day's summary grows. Doing it twice under one claim is doing it once.
   *
   * @throws LeaseLostException if the claim is no longer this reader's; nothing was written
   */
  void close(Claim claim, Closing closing);
}
