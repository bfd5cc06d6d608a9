package io.chartdrop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockIT {
  @TempDir Path directory;

  @Test
  void secondRun_isRefused_andToldWhoRuns() {
    Path file = directory.resolve("lock");
    try (RunLock first = RunLock.take(file)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> RunLock.take(file))
          .isInstanceOf(LaunchException.class)
          .hasMessage(
              "Chartdrop runs here already (process %d): stop that one first, with Ctrl-C.",
              ProcessHandle.current().pid());
    }
  }

  @Test
  void fileLeftByADeadProcess_locksNobodyOut() throws Exception {
    // its process is gone, and with it the lock
    Path file = Files.writeString(directory.resolve("lock"), "999999999\n");

    try (RunLock lock = RunLock.take(file)) {
      assertThat(lock).isNotNull();
      assertThat(file).hasContent(ProcessHandle.current().pid() + "\n");
    }
  }
}
