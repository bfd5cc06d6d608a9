package io.chartdrop.routes.csv;

import static io.chartdrop.routes.csv.CsvFile.HEADER;
import static io.chartdrop.routes.csv.CsvFile.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.patient.PatientRecord;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where rows begin and end, whatever the quotes say. */
class FramingTest {
  private static String row(String mrn, String notes) {
    return mrn + ",Ann,Lee,2026-03-01 09:30," + notes;
  }

  private static String note(CsvFile file) {
    return file.records().get(0).doctorsNotes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void everyLineEnding_isRead(String ending) {
    CsvFile file =
        CsvFile.of(
            (HEADER + row("A1", "ok") + "\n" + row("A2", "ok") + "\n").replace("\n", ending));
    assertThat(file.outcome()).containsExactly("2 A1", "3 A2");
    assertThat(file.readable().notices()).isEmpty();
  }

  @Test
  void mixedLineEndings_areRead() {
    CsvFile file =
        CsvFile.of(
            HEADER + row("A1", "ok") + "\r\n" + row("A2", "ok") + "\r" + row("A3", "ok") + "\n");
    assertThat(file.outcome()).containsExactly("2 A1", "3 A2", "4 A3");
  }

  @Test
  void endOfADosFile_isNoRow_andAnywhereElseNoText() {
    assertThat(CsvFile.of(HEADER + row("A1", "ok") + "\r\n\u001A").outcome())
        .containsExactly("2 A1");
    assertThat(CsvFile.of(HEADER + "\u001A\n" + row("A1", "ok") + "\n").outcome())
        .containsExactly("2 COLUMN_COUNT", "3 A1");
  }

  @Test
  void quotedNote_keepsCommasQuotesLinesAndRowsKeepTheirLineNumbers() {
    // row 1 spans lines 2 to 5 · row 2 starts on line 6
    CsvFile file =
        rows(
            row("A1", "\"BP 120/80, \"\"stable\"\"\r\n\naspirin, a, b, c, d\nend\""),
            row("A2", "ok"));
    assertThat(file.outcome()).containsExactly("2 A1", "6 A2");
    assertThat(note(file)).isEqualTo("BP 120/80, \"stable\"\r\n\naspirin, a, b, c, d\nend");
  }

  @Test
  void quoteWithinAnUnquotedCell_isText() {
    assertThat(note(rows(row("A1", "he is 5'6\" tall")))).isEqualTo("he is 5'6\" tall");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"said \"ouch\" twice\"",
        "\"said \\\"ouch\\\" twice\"",
        "\"closed\" then more",
        "\"closed\" ",
        " \"blank before\""
      })
  void quotesThatCannotBe_costTheirRowOnly(String notes) {
    CsvFile file = rows(row("A1", "ok"), row("A2", notes), row("A3", "ok"));
    assertThat(file.outcome()).containsExactly("2 A1", "3 BAD_QUOTING", "4 A3");
    assertThat(file.rejects().get(0).cells().get(0)).isEqualTo(row("A2", notes));
  }

  @Test
  void backslashQuoteInAnUnquotedCell_isText() {
    assertThat(note(rows(row("A1", "said \\\"ouch\\\"")))).isEqualTo("said \\\"ouch\\\"");
  }

  @Test
  void openQuoteInRow3Of999_costsRow3() {
    // the quote of row 3 is never closed
    String[] rows =
        IntStream.rangeClosed(1, 999).mapToObj(i -> row("A" + i, "ok")).toArray(String[]::new);
    rows[2] = row("A3", "\"ok");
    assertOnlyRow3IsRejected(rows);
  }

  @Test
  void openQuoteInRow3Of999_closedByAnInchMarkMuchLater_costsRow3() {
    // FastCSV alone reads one valid record here, whose note holds 996 patients
    String[] rows =
        IntStream.rangeClosed(1, 999).mapToObj(i -> row("A" + i, "ok")).toArray(String[]::new);
    rows[2] = row("A3", "\"ok");
    rows[998] = row("A999", "he is 5'6\"");
    assertOnlyRow3IsRejected(rows);
  }

  private static void assertOnlyRow3IsRejected(String[] rows) {
    CsvFile file = rows(rows);
    assertThat(file.rejects()).extracting(CsvFile::outcome).containsExactly("4 BAD_QUOTING");
    assertThat(file.records())
        .hasSize(998)
        .extracting(PatientRecord::doctorsNotes)
        .allMatch(note -> note.length() < 20);
  }

  @Test
  void openQuoteInAFileLargerThanARow_costsItsRow() {
    // a megabyte follows the open quote, so it is given up before the end of the file
    String[] rows =
        IntStream.rangeClosed(1, 50_000).mapToObj(i -> row("A" + i, "ok")).toArray(String[]::new);
    rows[2] = row("A3", "\"ok");
    assertThat(rows(rows).rejects()).extracting(CsvFile::outcome).containsExactly("4 BAD_QUOTING");
  }

  @Test
  void quoteOpenAtTheEnd_isACutOffUpload() {
    CsvFile file = CsvFile.of(HEADER + row("A1", "ok") + "\n" + row("A2", "\"seen at hom"));
    assertThat(file.outcome()).containsExactly("2 A1", "3 TRUNCATED");
  }

  @Test
  void multiLineNoteCutOff_isRejectedLineByLine() {
    CsvFile file = CsvFile.of(HEADER + row("A1", "\"first\nsecond\nthi"));
    assertThat(file.outcome()).containsExactly("2 TRUNCATED", "3 COLUMN_COUNT", "4 TRUNCATED");
  }

  @Test
  void lastRowWithoutLineEnd_isStoredAndNoticed() {
    CsvFile file = CsvFile.of(HEADER + row("A1", "ok") + "\n" + row("A2", "ok"));
    assertThat(file.outcome()).containsExactly("2 A1", "3 A2");
    assertThat(file.readable().notices()).singleElement().asString().contains("no line end");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"A2,Ann,Le", "A2,Ann,Lee,2026-03-01 09:30,", "A2,Ann,Lee,2026-03-01 09:30"})
  void lastRowCutOff_isTruncated(String cut) {
    assertThat(CsvFile.of(HEADER + row("A1", "ok") + "\n" + cut).rejects())
        .singleElement()
        .extracting(reject -> reject.code().name())
        .isEqualTo("TRUNCATED");
  }

  @Test
  void noteThatQuotesAWholeRow_isRejectedAndNotBelieved() {
    // RFC 4180 would take it; a stray quote looks just the same, and that would merge two patients
    CsvFile file =
        rows(row("A1", "\"see also:\n" + row("A9", "copied") + "\nend\""), row("A2", "ok"));
    assertThat(file.outcome()).containsExactly("2 BAD_QUOTING", "3 A9", "4 COLUMN_COUNT", "5 A2");
  }

  @Test
  void noteThatQuotesARowWithItsQuotes_isText() {
    // the copied row has doubled quotes, as a correct writer makes them: no row could look so
    String copied = "\"\"A9\"\",\"\"Bo\"\",\"\"Ray\"\",\"\"2026-03-01 09:30\"\",\"\"x\"\"";
    assertThat(rows(row("A1", "\"see:\n" + copied + "\"")).outcome()).containsExactly("2 A1");
  }

  @Test
  void notesFirst_onSeveralLines_areText_thoughTheirLastLineIsAsWideAsARow() {
    String header = "doctors_notes,medical_record_number,first_name,last_name,date_time\n";
    CsvFile file = CsvFile.of(header + "\"one\ntwo\",A1,Ann,Lee,2026-03-01 09:30\n");
    assertThat(file.outcome()).containsExactly("2 A1");
  }

  @Test
  void dateFirst_behindACellThatEndsWithALineBreak_isTheNextRows() {
    // found by CsvFuzzTest: the quote that closes row 1 seemed to open a cell with row 2's date
    String header = "date_time;medical_record_number;first_name;last_name;doctors_notes\n";
    CsvFile file =
        CsvFile.of(
            header
                + "2026-03-01 09:30;A1;Ann;Lee;\"x\n\"\n"
                + "2026-03-02 09:30;A2;\";x;y\";Lee;ok\n");
    assertThat(file.outcome()).containsExactly("2 A1", "4 A2");
  }

  @Test
  void addressOnSeveralLinesWithAComma_isText() {
    String header = "medical_record_number,address,first_name,last_name,date_time,doctors_notes\n";
    CsvFile file =
        CsvFile.of(
            header + "A1,\"1 Main St\nSpringfield, IL\",Ann,Lee,2026-03-01 09:30,\"a\nb\"\n");
    assertThat(file.outcome()).containsExactly("2 A1");
  }

  @Test
  void openQuoteClosedByTheNextRowsInchMark_mergesNobody() {
    // notes last: the second row is inside the quotes · notes first: the first one is
    assertThat(rows(row("A1", "\"ok"), row("A2", "he is 5'6\"")).outcome())
        .containsExactly("2 BAD_QUOTING", "3 A2");
    String header = "doctors_notes,medical_record_number,first_name,last_name,date_time\n";
    String rest = ",Ann,Lee,2026-03-01 09:30\n";
    assertThat(CsvFile.of(header + "\"ok,A1" + rest + "he is 5'6\",A2" + rest).outcome())
        .containsExactly("2 BAD_QUOTING", "3 A2");
  }

  @Test
  void shortAndLongRows_areRejectedAndNothingIsCut() {
    // row 1 short · row 2 has an unquoted comma in its note · row 3 a trailing delimiter
    CsvFile file = rows("A1,Ann,Lee", row("A2", "pain, worse, at night"), row("A3", "ok,"));
    assertThat(file.outcome()).containsExactly("2 COLUMN_COUNT", "3 COLUMN_COUNT", "4 A3");
    assertThat(file.rejects().get(0).cells()).containsExactly("A1", "Ann", "Lee", "", "");
    assertThat(file.rejects().get(1).cells())
        .containsExactly("A2", "Ann", "Lee", "2026-03-01 09:30", "pain, worse, at night");
    assertThat(file.rejects().get(1).message()).contains("7 cells").contains("header 5");
  }

  @Test
  void longRowWhoseNotesAreNotLast_keepsItsTextInTheFirstCell() {
    CsvFile file = CsvFile.of(HEADER.strip() + ",ward\n" + row("A1", "pain, worse,W1") + "\n");
    assertThat(file.rejects().get(0).cells())
        .containsExactly(row("A1", "pain, worse,W1"), "", "", "", "", "");
  }

  @Test
  void blankLinesAndDelimitersOnly_areNoRows() {
    CsvFile file =
        rows("", "   ", ",,,,", " , ,,,", "\"\",\"\",,,", ",".repeat(300), row("A1", "ok"), "");
    assertThat(file.outcome()).containsExactly("8 A1");
  }

  @Test
  void totalBelowTheRows_isRejected() {
    CsvFile file = rows(row("A1", "ok"), "Total,1,,,", "1 row");
    assertThat(file.outcome())
        .containsExactly("2 A1", "3 last_name MISSING_VALUE", "4 COLUMN_COUNT");
  }

  @Test
  void multiLineRowWithACellTooMany_isOneReject() {
    CsvFile file = rows(row("A1", "\"one\ntwo\",x"), row("A2", "ok"));
    assertThat(file.outcome()).containsExactly("2 COLUMN_COUNT", "4 A2");
  }

  @Test
  void strayQuoteAlone_isNotHeldAgainstTheRowsAfterIt() {
    List<String> lines = List.of("\"", row("A1", "ok"), "x,\"", row("A2", "ok"));
    assertThat(rows(lines.toArray(String[]::new)).records()).hasSize(2);
  }

  @Test
  void manyLinesOfReopenedQuotes_endSoon() {
    // each line closes a quote and opens another: a reader without a bound is quadratic here
    String text = String.join("\n", Collections.nCopies(50_000, "a\",\","));
    assertThat(CsvFile.of(HEADER + text).rejects()).hasSize(50_000);
  }
}
