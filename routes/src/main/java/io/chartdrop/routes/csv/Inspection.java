package io.chartdrop.routes.csv;

import io.chartdrop.records.file.Problem;
import java.util.List;

/** What the first pass over a file found, before any of its rows is stored. */
public sealed interface Inspection permits Inspection.Readable, Inspection.Unreadable {

  /**
   * The rows can be read.
   *
   * @param notices sentences for the clinic about what is odd but no fault
   */
  record Readable(CsvLayout layout, List<String> notices) implements Inspection {
    public Readable {
      notices = List.copyOf(notices);
    }
  }

  /** No row of the file is to be stored. */
  record Unreadable(Problem problem) implements Inspection {}
}
