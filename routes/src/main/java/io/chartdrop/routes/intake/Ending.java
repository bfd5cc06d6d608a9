package io.chartdrop.routes.intake;

import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.RowCode;
import java.util.Map;

/** A file whose end is decided, and not yet written. */
record Ending(Attempt attempt, Closing closing, Map<RowCode, Long> rejectedByCode) {

  static Ending of(Attempt attempt, Closing closing) {
    return new Ending(attempt, closing, Map.of());
  }

  boolean hasRejects() {
    return !rejectedByCode.isEmpty();
  }

  /** Whether there is something to tell that the ledger has no room for. */
  boolean hasReport() {
    return hasRejects()
        || closing.status() == FileStatus.REJECTED
        || closing.status() == FileStatus.FAILED;
  }
}
