package io.chartdrop.records.file;

import java.util.List;
import java.util.Optional;

/**
 * @param items newest first
 * @param next where the next page begins; empty on the last one
 */
public record LedgerPage(List<LedgerEntry> items, Optional<FileId> next) {
  public LedgerPage {
    items = List.copyOf(items);
  }
}
