package io.chartdrop.bench;

import java.time.Duration;

/** Processor time of a process from a moment on. */
final class ProcessTime {
  private final long pid;
  private final Duration before;

  private ProcessTime(long pid) {
    this.pid = pid;
    this.before = now(pid);
  }

  static ProcessTime of(long pid) {
    return new ProcessTime(pid);
  }

  Duration soFar() {
    return now(pid).minus(before);
  }

  private static Duration now(long pid) {
    return ProcessHandle.of(pid).flatMap(p -> p.info().totalCpuDuration()).orElseThrow();
  }
}
