package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A file that was sent, and what has to come of it.
 *
 * @param family the beginning of all its medical record numbers, and the last name in all its rows
 * @param badEvery one row of so many has no date; 0 for none
 */
record SentFile(Clinic clinic, String name, String family, int rows, int badEvery) {
  private static final String WITHOUT_DATE = "some time";

  /** Sends it to the inbox, past SFTP, which is slower and not what is tested here. */
  void send() {
    clinic.uploads(name, content());
  }

  byte[] content() {
    List<List<String>> lines = new ArrayList<>(List.of(Csv.HEADER));
    for (int row = 0; row < rows; row++) {
      lines.add(cells(row));
    }
    return Csv.of(lines).getBytes(UTF_8);
  }

  /**
   * What is in its good rows by their medical record number: the line in the file, and the cells.
   */
  Map<String, String> goodRows() {
    Map<String, String> good = new HashMap<>();
    for (int row = 0; row < rows; row++) {
      if (!isBad(row)) {
        good.put(family + row, goodRow(row + 2, "Ann", family, day(row) + "T09:30", note(row)));
      }
    }
    return good;
  }

  /**
   * @param minute for example {@code 2026-03-01T09:30}
   */
  static String goodRow(int line, String firstName, String lastName, String minute, String notes) {
    return String.join("|", Integer.toString(line), firstName, lastName, minute, notes);
  }

  /** The lines of its bad rows, in order. */
  List<String> badLines() {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      if (isBad(row)) {
        lines.add(Integer.toString(row + 2));
      }
    }
    return lines;
  }

  String status() {
    return badLines().isEmpty() ? "COMPLETED" : "COMPLETED_WITH_REJECTS";
  }

  private List<String> cells(int row) {
    String at = isBad(row) ? WITHOUT_DATE : day(row) + " 09:30";
    return List.of(family + row, "Ann", family, at, note(row));
  }

  private static String day(int row) {
    return "2026-03-%02d".formatted(1 + row % 28);
  }

  private String note(int row) {
    return "Note %d of %s, %x".formatted(row, family, new Random(row).nextLong());
  }

  private boolean isBad(int row) {
    return badEvery > 0 && row % badEvery == badEvery / 2;
  }
}
