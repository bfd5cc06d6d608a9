package io.chartdrop.middletier.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.List;

/** Rows out of a stretch of bytes of a file that we wrote ourselves. */
final class CsvRows {
  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private CsvRows() {}

  /**
   * Reads whole rows from the beginning of the bytes; what is left of the last is not a row unless
   * the file ends there.
   *
   * @param isBeginning whether a byte order mark may come first
   * @param isEnd whether the file ends where the bytes end
   * @return how many bytes the rows take
   */
  static int read(
      byte[] bytes, boolean isBeginning, boolean isEnd, int most, List<List<String>> rows) {
    int start = isBeginning && startsWithBom(bytes) ? BOM.length : 0;
    int used = start;
    boolean quoted = false;
    for (int i = start; i < bytes.length && rows.size() < most; i++) {
      if (bytes[i] == '"') {
        quoted = !quoted; // a doubled quote turns it twice
      } else if (bytes[i] == '\n' && !quoted) {
        rows.add(cells(bytes, used, i + 1));
        used = i + 1;
      }
    }
    if (isEnd && rows.size() < most && used < bytes.length) {
      rows.add(cells(bytes, used, bytes.length));
      used = bytes.length;
    }
    return used;
  }

  private static boolean startsWithBom(byte[] bytes) {
    return bytes.length >= BOM.length
        && bytes[0] == BOM[0]
        && bytes[1] == BOM[1]
        && bytes[2] == BOM[2];
  }

  private static List<String> cells(byte[] bytes, int from, int to) {
    String row = new String(bytes, from, to - from, UTF_8);
    return CsvReader.builder().skipEmptyLines(false).ofCsvRecord(row).stream()
        .map(CsvRecord::getFields)
        .findFirst()
        .orElse(List.of());
  }
}
