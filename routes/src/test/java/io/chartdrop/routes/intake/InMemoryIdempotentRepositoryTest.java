package io.chartdrop.routes.intake;

import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.InMemoryFiles;
import java.time.Clock;

class InMemoryIdempotentRepositoryTest extends IdempotentRepositoryContract {
  private final InMemoryFiles files = new InMemoryFiles(Clock.systemUTC());

  @Override
  protected ContentClaims contents() {
    return files;
  }
}
