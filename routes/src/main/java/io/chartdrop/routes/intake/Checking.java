package io.chartdrop.routes.intake;

import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.Problem;
import io.chartdrop.routes.csv.FileInspector;
import io.chartdrop.routes.csv.Inspection;
import java.io.IOException;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The first pass over a file: whether it can be read as a whole is known before a row is stored.
 */
@Component
class Checking {
  private final Spool spool;

  Checking(Spool spool) {
    this.spool = spool;
  }

  /** What its name and size already say against a file, so that it need not be downloaded. */
  Optional<Problem> refusal(Attempt attempt) {
    return FileInspector.refuse(
        attempt.version().name(), attempt.version().bytes(), attempt.tenant());
  }

  Ending refused(Attempt attempt) {
    return Ending.of(
        attempt,
        Closing.rejected(refusal(attempt).orElseThrow(), Optional.empty(), Optional.empty()));
  }

  /**
   * @return a {@link CheckedFile}, or the {@link Ending} of a file that cannot be read
   */
  Object check(Attempt attempt) throws IOException {
    Inspection inspection =
        FileInspector.inspect(
            spool.fileOf(attempt), attempt.version().name(), attempt.tenant(), attempt);
    if (inspection instanceof Inspection.Readable readable) {
      return new CheckedFile(attempt, readable.layout(), readable.notices());
    }
    Inspection.Unreadable unreadable = (Inspection.Unreadable) inspection;
    return Ending.of(
        attempt, Closing.rejected(unreadable.problem(), attempt.sha256(), attempt.content()));
  }
}
