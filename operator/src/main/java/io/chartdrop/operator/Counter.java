package io.chartdrop.operator;

import java.util.function.LongConsumer;

/** Says how far something long has got, every ten thousand. Several threads may tell it. */
final class Counter {
  private static final long STEP = 10_000;

  private Counter() {}

  static LongConsumer on(Terminal terminal, String what) {
    long[] next = {STEP};
    return count -> {
      synchronized (next) {
        if (count >= next[0]) {
          terminal.note(Text.number(count) + " " + what);
          next[0] = count + STEP;
        }
      }
    };
  }
}
