package io.chartdrop.frontend.overview;

import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.FileEntry;
import io.chartdrop.frontend.api.FileStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Files that somebody at the clinic should look at. */
final class Needing {
  private static final int OF_EACH = 5;
  private static final Comparator<FileEntry> NEWEST_FIRST =
      Comparator.comparing(FileEntry::fileId).reversed();

  private Needing() {}

  /**
   * The newest of each such status, however many others came after them.
   *
   * @param latest of any status; among them are retries
   * @param since what was received before is forgotten
   */
  static List<FileEntry> of(ApiClient api, List<FileEntry> latest, Instant since) {
    List<FileEntry> found =
        Arrays.stream(FileStatus.values())
            .filter(FileStatus::needsAttention)
            .flatMap(s -> api.files(Optional.of(s), OF_EACH, Optional.empty()).items().stream())
            .toList();
    return of(found, latest, since);
  }

  static List<FileEntry> of(List<FileEntry> found, List<FileEntry> latest, Instant since) {
    List<FileEntry> all =
        Stream.concat(found.stream(), latest.stream()).distinct().sorted(NEWEST_FIRST).toList();
    Set<String> settled = new HashSet<>();
    for (FileEntry file : all) {
      // a retry comes after what it reads again, so a retry's retry has been seen before it
      if (isTaken(file) || settled.contains(file.fileId())) {
        file.retryOf().ifPresent(settled::add);
      }
    }
    List<FileEntry> needing = new ArrayList<>();
    for (FileEntry file : all) {
      if (found.contains(file)
          && !settled.contains(file.fileId())
          && !file.receivedAt().isBefore(since)) {
        needing.add(file);
      }
    }
    return needing;
  }

  /** Then its own line says what is left to mend. */
  private static boolean isTaken(FileEntry retry) {
    return retry.status() == FileStatus.COMPLETED
        || retry.status() == FileStatus.COMPLETED_WITH_REJECTS;
  }
}
