package io.chartdrop.records.file;

class InMemoryFilesTest extends FilesContract {
  private final InMemoryFiles files = new InMemoryFiles(clock);

  @Override
  protected FileLedger ledger() {
    return files;
  }

  @Override
  protected FileClaims claims() {
    return files;
  }

  @Override
  protected ContentClaims contents() {
    return files;
  }

  @Override
  protected FileAnnouncements announcements() {
    return files;
  }

  @Override
  protected FileErasure erasure() {
    return files;
  }

  @Override
  protected DaySummary summary() {
    return files;
  }
}
