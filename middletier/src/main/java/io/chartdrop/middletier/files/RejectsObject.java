package io.chartdrop.middletier.files;

import io.chartdrop.records.BadPageTokenException;
import io.chartdrop.records.file.FormulaGuard;
import io.chartdrop.records.file.StoredObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A {@code rejects.csv} as routes writes it: UTF-8 with a byte order mark, commas, CRLF, a header
 * of the original columns and four of ours. It is read by ranges, so that its last page costs no
 * more than its first.
 */
final class RejectsObject {
  private static final int FIRST_RANGE = 64 << 10;

  /** A row has at most a tenant's max_row_bytes, doubled where every character is a quote. */
  private static final int MAX_RANGE = 16 << 20;

  private static final int OWN_COLUMNS = 4;
  private static final int BAD_RANGE = 416;

  private final S3Client s3;
  private final StoredObject object;

  RejectsObject(S3Client s3, StoredObject object) {
    this.s3 = s3;
    this.object = object;
  }

  /**
   * @param from the byte at which a row begins; the first row if empty
   * @throws BadPageTokenException if no row begins there
   */
  RejectsPage page(Optional<Long> from, int limit) {
    Rows start = read(0, 1);
    List<String> header = start.cells().get(0);
    List<String> columns =
        header.subList(0, Math.max(0, header.size() - OWN_COLUMNS)).stream()
            .map(FormulaGuard::unguard)
            .toList();
    long position = from.orElse(start.end());
    if (position < start.end() || !isAfterALineEnd(position)) {
      throw new BadPageTokenException();
    }
    if (position >= start.size()) {
      return new RejectsPage(columns, List.of(), Optional.empty());
    }
    Rows rows = read(position, limit);
    List<Rejects.RejectJson> rejects = new ArrayList<>();
    for (List<String> cells : rows.cells()) {
      if (cells.size() < OWN_COLUMNS) {
        throw new BadPageTokenException();
      }
      rejects.add(reject(cells));
    }
    return new RejectsPage(
        columns, rejects, rows.end() < rows.size() ? Optional.of(rows.end()) : Optional.empty());
  }

  private boolean isAfterALineEnd(long position) {
    byte[] before = range(position - 1, 1).bytes();
    return before.length == 1 && before[0] == '\n';
  }

  /**
   * @param end the byte after the last of them
   * @param size of the whole object
   */
  private record Rows(List<List<String>> cells, long end, long size) {}

  /** So many rows as are there, up to {@code most}; at least one. */
  private Rows read(long from, int most) {
    int length = FIRST_RANGE;
    while (true) {
      Range range = range(from, length);
      boolean isEnd = from + range.bytes().length >= range.size();
      List<List<String>> rows = new ArrayList<>();
      int used = CsvRows.read(range.bytes(), from == 0, isEnd, most, rows);
      if (!rows.isEmpty() && (rows.size() == most || isEnd || length >= MAX_RANGE / 16)) {
        return new Rows(rows, from + used, range.size());
      }
      if (isEnd || length >= MAX_RANGE) {
        throw new BadPageTokenException();
      }
      length = Math.min(MAX_RANGE, 4 * length);
    }
  }

  private record Range(byte[] bytes, long size) {}

  private Range range(long from, int length) {
    try {
      ResponseBytes<GetObjectResponse> response =
          s3.getObjectAsBytes(
              get ->
                  get.bucket(object.bucket())
                      .key(object.key())
                      .range("bytes=%d-%d".formatted(from, from + length - 1)));
      String range = response.response().contentRange();
      long size =
          range == null
              ? response.response().contentLength()
              : Long.parseLong(range.substring(range.indexOf('/') + 1));
      return new Range(response.asByteArrayUnsafe(), size);
    } catch (S3Exception e) {
      if (e.statusCode() == BAD_RANGE) {
        throw new BadPageTokenException();
      }
      throw e;
    }
  }

  private static Rejects.RejectJson reject(List<String> cells) {
    int own = cells.size() - OWN_COLUMNS;
    String column = FormulaGuard.unguard(cells.get(own + 1));
    return new Rejects.RejectJson(
        line(cells.get(own)),
        column.isEmpty() ? Optional.empty() : Optional.of(column),
        cells.get(own + 2),
        cells.get(own + 3),
        cells.subList(0, own).stream().map(FormulaGuard::unguard).toList());
  }

  private static long line(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadPageTokenException();
    }
  }
}
