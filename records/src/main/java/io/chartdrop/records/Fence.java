package io.chartdrop.records;

/** What a long piece of work asks before each step that others could see. */
@FunctionalInterface
public interface Fence {
  Fence NONE = () -> {};

  /**
   * Returns while the work may go on.
   *
   * @throws RuntimeException if the claim is lost, or this process is stopping
   */
  void check();
}
