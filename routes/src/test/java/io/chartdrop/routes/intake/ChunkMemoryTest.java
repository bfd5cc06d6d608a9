package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.file.RowCode;
import io.chartdrop.routes.csv.Row;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChunkMemoryTest {
  private final ChunkMemory memory = new ChunkMemory(100 * 1024);

  private static Chunk chunk(int chars) {
    return new Chunk(
        List.of(
            new Row.Rejected(
                2, Optional.empty(), RowCode.TOO_LONG, "Shorten it.", List.of("x".repeat(chars)))));
  }

  @Test
  void chunkLargerThanAll_takesAll() throws InterruptedException {
    assertThat(memory.unitsOf(chunk(1_000_000))).isEqualTo(100);
    assertThat(memory.tryTake(100)).isTrue();
    assertThat(memory.tryTake(1)).isFalse();
    memory.free(100);
    assertThat(memory.tryTake(100)).isTrue();
  }

  @Test
  void eightBytesOfEachCharacter_areTaken() {
    assertThat(memory.unitsOf(chunk(1_280))).isEqualTo(11);
  }

  @Test
  void whoWaits_asksItsFence() throws InterruptedException {
    memory.take(100, () -> {});
    assertThatThrownBy(
            () ->
                memory.take(
                    1,
                    () -> {
                      throw new IllegalStateException("the lease is lost");
                    }))
        .hasMessage("the lease is lost");
  }
}
