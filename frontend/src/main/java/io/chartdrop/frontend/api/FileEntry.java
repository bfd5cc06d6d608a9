package io.chartdrop.frontend.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A file, and what became of it.
 *
 * @param duplicateOf id of the file that brought the same bytes
 * @param retryOf id of the file whose original this one reads again
 * @param problem why it was not taken as a whole
 */
public record FileEntry(
    String fileId,
    String name,
    FileStatus status,
    Rows rows,
    long bytes,
    Optional<String> sha256,
    Instant receivedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<String> duplicateOf,
    Optional<String> retryOf,
    Optional<Problem> problem,
    List<String> notices) {

  /** {@code read = fresh + known + rejected}. */
  public record Rows(long read, @JsonProperty("new") long fresh, long known, long rejected) {}

  /** See docs/reject-codes.md. */
  public record Problem(String code, String message) {}
}
