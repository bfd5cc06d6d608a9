package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.Fence;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A budget of 6,400 bytes: files up to 100 are small; 4,800 are for the large ones. */
class SpoolBudgetTest {
  private final AtomicLong disk = new AtomicLong(100_000);
  private final SpoolBudget budget = new SpoolBudget(6400, disk::get);

  private static class Full extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private void take(String file, long bytes) {
    try {
      budget.take(
          file,
          bytes,
          () -> 0,
          () -> {
            throw new Full();
          });
    } catch (InterruptedException | IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void fullDisk_isSaidAtOnce_whereNoFilesEndWouldMakeRoom() {
    // 1,000 are left · a file of 2,000, alone · then one of 900, and 100 are left
    disk.set(1000);
    assertDiskFull(2000);
    take("first", 900);
    disk.set(100);
    assertDiskFull(1001);
    assertThatThrownBy(() -> take("second", 1000)).as("first's end will").isInstanceOf(Full.class);
    disk.set(1000);
    take("second", 1000);
  }

  private void assertDiskFull(long bytes) {
    assertThatThrownBy(() -> take("too large", bytes))
        .hasCauseInstanceOf(SpoolBudget.DiskFullException.class);
  }

  @Test
  void smallFile_waitsForALargeOnesEnd_whereThatMakesRoom() {
    take("large", 4800);
    disk.set(50);

    assertThatThrownBy(() -> take("small", 100)).isInstanceOf(Full.class);
  }

  @Test
  void fileBeyondTheBudget_goesInAlone_andASmallOneBesideIt() {
    take("giant", 10_000);
    take("small", 100);
    assertThatThrownBy(() -> take("large", 101)).isInstanceOf(Full.class);
    budget.free("giant");
    take("large", 101);
  }

  @Test
  void smallFiles_haveNoMoreThanTheirShare() {
    for (int i = 0; i < 16; i++) {
      take("small" + i, 100);
    }
    assertThatThrownBy(() -> take("one more", 100)).isInstanceOf(Full.class);
    take("large", 4800);
  }

  @Test
  void whoWaitedFirst_isNotOvertaken_norLeftBehindByOneThatGaveUp() throws Exception {
    // 4,000 in · 1,000 wait · 500 would fit, and wait behind them
    take("first", 4000);
    CountDownLatch waits = new CountDownLatch(1);
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(() -> takePatiently("second", 1000, waits::countDown));
    waits.await();
    assertThatThrownBy(() -> take("third", 500)).isInstanceOf(Full.class);
    budget.free("first");
    second.join();
    take("third", 500);
  }

  @Test
  void rejectsThatGrow_count() throws Exception {
    AtomicLong rejects = new AtomicLong();
    budget.take("first", 1000, rejects::get, () -> {});
    rejects.set(4000);
    assertThatThrownBy(() -> take("second", 1000)).isInstanceOf(Full.class);
  }

  private void takePatiently(String file, long bytes, Fence asked) {
    try {
      budget.take(file, bytes, () -> 0, asked);
    } catch (InterruptedException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
