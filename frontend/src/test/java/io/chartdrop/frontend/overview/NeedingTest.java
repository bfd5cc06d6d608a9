package io.chartdrop.frontend.overview;

import static io.chartdrop.frontend.api.FileStatus.COMPLETED;
import static io.chartdrop.frontend.api.FileStatus.COMPLETED_WITH_REJECTS;
import static io.chartdrop.frontend.api.FileStatus.FAILED;
import static io.chartdrop.frontend.api.FileStatus.PROCESSING;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.api.FileEntry;
import io.chartdrop.frontend.api.FileEntry.Rows;
import io.chartdrop.frontend.api.FileStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NeedingTest {
  private static final Instant MONDAY = Instant.parse("2026-03-02T14:00:00Z");

  /** The higher the number, the later it came. */
  private static FileEntry file(int number, FileStatus status, Integer... retryOf) {
    return new FileEntry(
        "f" + number,
        number + ".csv",
        status,
        new Rows(0, 0, 0, 0),
        9,
        Optional.empty(),
        MONDAY.plusSeconds(number),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(retryOf).stream().findFirst().map(of -> "f" + of),
        Optional.empty(),
        List.of());
  }

  private static List<String> needing(List<FileEntry> found, List<FileEntry> latest) {
    return Needing.of(found, latest, MONDAY).stream().map(FileEntry::fileId).toList();
  }

  @Test
  void fileThatFailedLongAgo_isNotForgottenForNewerOnes_andTheNewestComesFirst() {
    FileEntry failed = file(1, FAILED);
    FileEntry toMend = file(3, COMPLETED_WITH_REJECTS);

    assertThat(needing(List.of(failed, toMend), List.of(file(4, COMPLETED))))
        .containsExactly("f3", "f1");
  }

  @Test
  void fileThatWasReadAgain_needsNobody_onceThatIsTaken() {
    // 1 failed, and so did 2 that read it again; 3 reads 2 again
    FileEntry first = file(1, FAILED);
    FileEntry second = file(2, FAILED, 1);

    assertThat(needing(List.of(second, first), List.of(file(3, PROCESSING, 2))))
        .containsExactly("f2", "f1");
    assertThat(needing(List.of(second, first), List.of(file(3, COMPLETED, 2)))).isEmpty();
    FileEntry mended = file(3, COMPLETED_WITH_REJECTS, 2);
    assertThat(needing(List.of(second, first, mended), List.of(mended))).containsExactly("f3");
  }

  @Test
  void whatCameBefore_isForgotten() {
    assertThat(Needing.of(List.of(file(1, FAILED)), List.of(), MONDAY.plusSeconds(2))).isEmpty();
  }
}
