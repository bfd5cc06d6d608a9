package io.chartdrop.routes.intake;

import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.routes.csv.Row;
import io.chartdrop.routes.csv.RowReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The rows of a file, some at a time. A chunk ends at the rows that one read of the store takes, or
 * earlier where its rows are long: the chunks in flight bound the worker's memory.
 */
final class Chunks implements Iterator<Chunk>, Closeable {
  private static final int MAX_CHARS = 1 << 19;

  private final RowReader rows;

  Chunks(RowReader rows) {
    this.rows = rows;
  }

  @Override
  public boolean hasNext() {
    return rows.hasNext();
  }

  @Override
  public Chunk next() {
    if (!rows.hasNext()) {
      throw new NoSuchElementException();
    }
    List<Row> chunk = new ArrayList<>(RecordStore.MAX_CHUNK);
    long chars = 0;
    while (chunk.size() < RecordStore.MAX_CHUNK && chars < MAX_CHARS && rows.hasNext()) {
      Row row = rows.next();
      chunk.add(row);
      for (String cell : row.cells()) {
        chars += cell.length();
      }
    }
    return new Chunk(chunk);
  }

  /** Remarks for the clinic that only the end of the file could tell. */
  List<String> notices() {
    return rows.notices();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
