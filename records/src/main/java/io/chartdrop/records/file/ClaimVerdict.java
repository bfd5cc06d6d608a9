package io.chartdrop.records.file;

import java.time.Instant;

/** What became of the wish to claim a file. */
public sealed interface ClaimVerdict {
  /** It is this reader's now. */
  record Granted(Claim claim) implements ClaimVerdict {}

  /**
   * Another reader holds it, or it rests after a failure: nobody may claim it before {@code until}.
   *
   * @param beingRead false while it rests
   */
  record Held(FileId fileId, Instant until, boolean beingRead) implements ClaimVerdict {}

  /** It has its final status: only its version in the inbox remains to be deleted. */
  record Closed(LedgerEntry entry) implements ClaimVerdict {}
}
