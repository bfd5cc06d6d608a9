package io.chartdrop.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvFileIT {
  @TempDir Path directory;

  @Test
  void variables_areWrittenForAShell_andGoneWhenClosed() throws Exception {
    Path file = directory.resolve("env");

    EnvFile env =
        EnvFile.write(
            file, Map.of("CHARTDROP_SFTP_PORT", "2222", "ODD", "it's $HOME", "EMPTY", ""));

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "# Into a shell: set -a; . .chartdrop/env; set +a",
            "CHARTDROP_SFTP_PORT=2222",
            "EMPTY=",
            "ODD='it'\\''s $HOME'");
    env.close();
    assertThat(directory).isEmptyDirectory();
  }
}
