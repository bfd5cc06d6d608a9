package io.chartdrop.routes.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Limits;
import io.chartdrop.records.tenant.Tenant;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A well-formed file of good rows, made up from a seed: any dialect, any cells. */
final class FuzzedFile {
  /** A row as it was meant, and where it stands in the text, its line end included. */
  record Source(int start, int end, List<String> cells) {}

  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final List<String> NAMES =
      List.of(
          "medical_record_number",
          "first_name",
          "last_name",
          "date_time",
          "doctors_notes",
          "Ward",
          "insurance no");
  private static final String TEXT = "ab ,;\t|\"\"\n\r'=5.-\u00e9\u00df";
  private static final String WIDE = TEXT + "\u00a0\u4e2d\u05d0";

  private final Random random;
  private final Charset charset;
  private final boolean mark;
  private final String ending;
  private final int quoting;
  private final StringBuilder text = new StringBuilder();

  final char delimiter;
  final List<String> header;
  final List<Source> rows = new ArrayList<>();
  final int bodyStart;

  FuzzedFile(long seed) {
    random = new Random(seed);
    charset = oneOf(List.of(UTF_8, UTF_8, UTF_16LE, UTF_16BE, WINDOWS_1252));
    mark = charset != WINDOWS_1252 && (charset != UTF_8 || random.nextBoolean());
    delimiter = oneOf(List.of(',', ';', '\t', '|'));
    ending = oneOf(List.of("\n", "\r\n", "\r", "mixed"));
    quoting = random.nextInt(3);
    header = new ArrayList<>(NAMES.subList(0, 5 + random.nextInt(3)));
    if (random.nextBoolean()) {
      Collections.shuffle(header, random);
    }
    blankLines();
    append(header, false);
    bodyStart = text.length();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      blankLines();
      List<String> cells = new ArrayList<>();
      for (String name : header) {
        cells.add(cell(name, i));
      }
      int start = text.length();
      append(cells, i == count - 1 && random.nextInt(4) == 0);
      rows.add(new Source(start, text.length(), cells));
    }
  }

  Tenant tenant() {
    return CsvFile.tenant(
        DateOrder.MDY, charset == WINDOWS_1252 ? charset : UTF_8, Map.of(), Limits.DEFAULT);
  }

  String text() {
    return text.toString();
  }

  /** A text in this file's charset, with its mark. */
  byte[] bytes(String text) {
    return ((mark ? "\ufeff" : "") + text).getBytes(charset);
  }

  /** The number is of a kind that no other cell contains. */
  static String number(int row) {
    return "Q" + row + "Z";
  }

  private String cell(String name, int row) {
    return switch (name) {
      case "medical_record_number" -> number(row);
      case "date_time" -> "2026-03-0" + (row + 1) + " 09:30";
      case "Ward", "insurance no" -> some(0);
      default -> "x" + some(0);
    };
  }

  private String some(int least) {
    String alphabet = charset == WINDOWS_1252 ? TEXT : WIDE;
    StringBuilder some = new StringBuilder();
    IntStream.range(0, least + random.nextInt(9))
        .forEach(i -> some.append(alphabet.charAt(random.nextInt(alphabet.length()))));
    return some.toString();
  }

  /** What RFC 4180 wants quoted is quoted, other cells always, never or now and then. */
  private void append(List<String> cells, boolean unended) {
    for (int i = 0; i < cells.size(); i++) {
      String cell = cells.get(i);
      boolean must = cell.chars().anyMatch(c -> c == delimiter || "\"\r\n".indexOf(c) >= 0);
      boolean may = quoting == 1 || quoting == 2 && random.nextBoolean();
      text.append(i == 0 ? "" : delimiter);
      text.append(must || may ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    text.append(unended ? "" : lineEnd());
  }

  private void blankLines() {
    if (random.nextInt(6) == 0) {
      text.append(oneOf(List.of("", " ", "  "))).append(lineEnd());
    }
  }

  private String lineEnd() {
    return ending.equals("mixed") ? oneOf(List.of("\n", "\r\n", "\r")) : ending;
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
