package io.chartdrop.records.file;

import java.util.List;
import java.util.Optional;

/**
 * How a file ended.
 *
 * @param content the bytes as this file claimed them; empty where it never did, or where they are
 *     another's
 */
public record Closing(
    FileStatus status,
    RowCounts rows,
    Optional<String> sha256,
    Optional<ContentKey> content,
    Optional<FileId> duplicateOf,
    Optional<Problem> problem,
    Optional<StoredObject> original,
    Optional<StoredObject> rejects,
    Optional<StoredObject> report,
    List<String> notices) {

  public Closing {
    if (!status.isFinal()) {
      throw new IllegalArgumentException("A file closes with a final status");
    }
    if ((status == FileStatus.DUPLICATE) != duplicateOf.isPresent()) {
      throw new IllegalArgumentException("A duplicate, and only a duplicate, names its original");
    }
    if ((status == FileStatus.REJECTED || status == FileStatus.FAILED) != problem.isPresent()) {
      throw new IllegalArgumentException("A file that was not taken, and only that, says why");
    }
    if (status == FileStatus.REJECTED && !rows.equals(RowCounts.NONE)) {
      throw new IllegalArgumentException("Nothing of a rejected file was read");
    }
    notices = List.copyOf(notices);
  }

  /** The same bytes came before. */
  public static Closing duplicateOf(FileId original, String sha256) {
    return new Closing(
        FileStatus.DUPLICATE,
        RowCounts.NONE,
        Optional.of(sha256),
        Optional.empty(),
        Optional.of(original),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The file as a whole cannot be read. */
  public static Closing rejected(
      Problem problem, Optional<String> sha256, Optional<ContentKey> content) {
    return new Closing(
        FileStatus.REJECTED,
        RowCounts.NONE,
        sha256,
        content,
        Optional.empty(),
        Optional.of(problem),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** Its rows were read to the end. */
  public static Closing completed(
      RowCounts rows, String sha256, Optional<ContentKey> content, List<String> notices) {
    return new Closing(
        rows.rejected() == 0 ? FileStatus.COMPLETED : FileStatus.COMPLETED_WITH_REJECTS,
        rows,
        Optional.of(sha256),
        content,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        notices);
  }

  /** We gave up; {@code rows} is the last that is known. */
  public static Closing failed(Problem problem, RowCounts rows, Optional<ContentKey> content) {
    return new Closing(
        FileStatus.FAILED,
        rows,
        Optional.empty(),
        content,
        Optional.empty(),
        Optional.of(problem),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** The same, with where its objects lie. */
  public Closing at(
      StoredObject original, Optional<StoredObject> rejects, Optional<StoredObject> report) {
    return new Closing(
        status,
        rows,
        sha256,
        content,
        duplicateOf,
        problem,
        Optional.of(original),
        rejects,
        report,
        notices);
  }
}
