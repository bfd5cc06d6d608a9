package io.chartdrop.operator;

import io.chartdrop.records.file.LedgerEntry;

/** How the files are getting on. Called by several threads. */
interface Progress {
  void sending(Upload upload, long sent);

  void sent(Upload upload);

  void failed(Upload upload, String words);

  /** The ledger has something new to say. */
  void processing(Upload upload, LedgerEntry entry);

  /** A good moment to draw. */
  void tick();

  /** Nothing more comes. */
  void end();

  /** Lines that redraw themselves on a screen, one line for each step elsewhere. */
  static Progress on(Terminal terminal) {
    return terminal.live() ? new LiveProgress(terminal) : new PlainProgress(terminal);
  }
}
