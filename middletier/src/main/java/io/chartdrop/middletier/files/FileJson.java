package io.chartdrop.middletier.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import java.util.List;
import java.util.Optional;

/** A file as the contract spells it. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record FileJson(
    String fileId,
    String name,
    FileStatus status,
    Rows rows,
    long bytes,
    Optional<String> sha256,
    String receivedAt,
    Optional<String> startedAt,
    Optional<String> finishedAt,
    Optional<String> duplicateOf,
    Optional<String> retryOf,
    Optional<ProblemJson> problem,
    List<String> notices) {

  record Rows(long read, @JsonProperty("new") long added, long known, long rejected) {
    static Rows of(RowCounts rows) {
      return new Rows(rows.read(), rows.added(), rows.known(), rows.rejected());
    }
  }

  record ProblemJson(String code, String message) {}

  static FileJson of(LedgerEntry entry) {
    return new FileJson(
        entry.fileId().value(),
        entry.version().name(),
        entry.status(),
        Rows.of(entry.rows()),
        entry.version().bytes(),
        entry.sha256(),
        entry.version().lastModified().toString(),
        entry.startedAt().map(Object::toString),
        entry.finishedAt().map(Object::toString),
        entry.duplicateOf().map(FileId::value),
        entry.retryOf().map(FileId::value),
        entry.problem().map(p -> new ProblemJson(p.code().name(), p.message())),
        entry.notices());
  }
}
