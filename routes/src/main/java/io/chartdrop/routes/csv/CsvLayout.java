package io.chartdrop.routes.csv;

import io.chartdrop.routes.csv.Column.Role;
import java.nio.charset.Charset;
import java.util.List;

/**
 * How a file is written: all that the second pass needs to read its rows.
 *
 * @param gzip whether the bytes are compressed
 * @param delimiter one of {@code , ; tab |}
 * @param columns every column of the file in its order, those of a rejects file included
 * @param bodyStart characters before the first row: header, and what stands above it
 * @param bodyLine physical line of the first row, from 1
 * @param mended whether this is a rejects file that comes back
 * @param cutInCharacter whether the file ends within a character: its last row is cut off
 */
public record CsvLayout(
    Charset charset,
    boolean gzip,
    char delimiter,
    List<Column> columns,
    long bodyStart,
    long bodyLine,
    boolean mended,
    boolean cutInCharacter) {

  public CsvLayout {
    columns = List.copyOf(columns);
  }

  /** The header cells as the file has them, without those that a rejects file adds. */
  public List<String> header() {
    return columns.stream().filter(c -> c.role() != Role.CHARTDROP).map(Column::header).toList();
  }

  int indexOf(Role role) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).role() == role) {
        return i;
      }
    }
    throw new IllegalStateException("A layout has every required column: " + role);
  }
}
