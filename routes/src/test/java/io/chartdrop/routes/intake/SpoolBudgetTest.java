package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A budget of 6,400 bytes: files up to 100 are small; 4,800 are for the large ones. */
class SpoolBudgetTest {
  private final SpoolBudget budget = new SpoolBudget(6400);

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
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
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
  void whoWaitedFirst_isNotOvertaken_norLeftBehindByOneThatGaveUp() {
    // 4,000 in · 1,000 wait · 500 would fit, and wait behind them
    take("first", 4000);
    CompletableFuture<Void> second =
        CompletableFuture.runAsync(() -> takePatiently("second", 1000));
    while (!budget.isAwaited()) {
      Thread.onSpinWait();
    }
    assertThatThrownBy(() -> take("third", 500)).isInstanceOf(Full.class);
    budget.free("first");
    second.join();
    take("third", 500);
  }

  @Test
  void rejectsThatGrow_count() throws InterruptedException {
    AtomicLong rejects = new AtomicLong();
    budget.take("first", 1000, rejects::get, () -> {});
    rejects.set(4000);
    assertThatThrownBy(() -> take("second", 1000)).isInstanceOf(Full.class);
    assertThat(budget.isAwaited()).isFalse();
  }

  private void takePatiently(String file, long bytes) {
    try {
      budget.take(file, bytes, () -> 0, () -> {});
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
