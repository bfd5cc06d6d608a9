package io.chartdrop.routes.csv;

import static io.chartdrop.routes.csv.CsvFile.HEADER;
import static io.chartdrop.routes.csv.CsvFile.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.tenant.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the cells of a row may be. */
class RowCheckTest {
  private static PatientRecord only(CsvFile file) {
    assertThat(file.read()).hasSize(1);
    return file.records().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, medical_record_number",
    "1, first_name",
    "2, last_name",
    "3, date_time",
    "4, doctors_notes"
  })
  void blankRequiredCell_isMissingValue(int index, String column) {
    for (String blank : new String[] {"", "  ", "\u00a0", "\" \n \""}) {
      String[] cells = {"A1", "Ann", "Lee", "2026-03-01 09:30", "ok"};
      cells[index] = blank;
      assertThat(rows(String.join(",", cells)).outcome())
          .containsExactly("2 " + column + " MISSING_VALUE");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "\u0001", "\u001b", "\u007f", "\u0085", "\uFFFD"})
  void controlCharacterInAnyCell_costsTheRow(String control) {
    CsvFile file =
        CsvFile.of(
            HEADER.strip()
                + ",ward\nA1,Ann,Lee,2026-03-01 09:30,ok,W"
                + control
                + "\nA2,Ann,\"L"
                + control
                + "\",2026-03-01 09:30,ok,\n");
    assertThat(file.outcome())
        .containsExactly("2 ward CONTROL_CHARACTER", "3 last_name CONTROL_CHARACTER");
  }

  @Test
  void lineBreakInARecordNumber_costsTheRow_soNoLogLineIsForged() {
    assertThat(rows("\"A1\nINFO stored\",Ann,Lee,2026-03-01 09:30,ok").outcome())
        .containsExactly("2 medical_record_number CONTROL_CHARACTER");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF", "\u200B", "\u200E", "\u202A", "\u00AD", "\u2060"})
  void invisibleCharacter_makesNoSecondPatient(String unseen) {
    // around a record number, within it, alone; in the notes it may join letters
    String rest = ",Ann,Lee,2026-03-01 09:30,a\u200Db";
    assertThat(
            rows(
                    unseen + " A1 " + unseen + rest,
                    "A" + unseen + "1" + rest,
                    "x" + unseen + rest,
                    unseen + unseen + rest)
                .outcome())
        .containsExactly(
            "2 A1",
            "3 medical_record_number CONTROL_CHARACTER",
            "4 x",
            "5 medical_record_number MISSING_VALUE");
    assertThat(rows("A1" + rest).records().get(0).doctorsNotes()).isEqualTo("a\u200Db");
  }

  @Test
  void byteOrderMarkOfAFileJoinedToAnother_isNoPartOfACell() {
    // two files in one: the second begins with its mark, once with its header and once without
    String header = "last_name,first_name,medical_record_number,date_time,doctors_notes\n";
    String row = "Lee,Ann,A1,2026-03-01 09:30,ok\n";
    CsvFile file = CsvFile.of(header + row + "\uFEFF" + row + "\uFEFF" + header + row);
    assertThat(file.outcome()).containsExactly("2 A1", "3 A1", "4 date_time BAD_DATE_TIME", "5 A1");
    assertThat(file.keys()).containsOnly(file.keys().get(0));
  }

  @Test
  void tabsAndLineBreaksInNotes_areKept() {
    assertThat(only(rows("A1,Ann,Lee,2026-03-01 09:30,\"a\tb\r\nc\rd\"")).doctorsNotes())
        .isEqualTo("a\tb\r\nc\rd");
  }

  @Test
  void recordNumber_mayHave128BytesAndNoMore() {
    String fits = "é".repeat(64);
    assertThat(rows(fits + ",Ann,Lee,2026-03-01 09:30,ok").outcome()).containsExactly("2 " + fits);
    assertThat(rows(fits + "x,Ann,Lee,2026-03-01 09:30,ok").outcome())
        .containsExactly("2 medical_record_number TOO_LONG");
  }

  @ParameterizedTest
  @ValueSource(strings = {"000123", "#1", "riverside#A1", "a b", "=1+1", "'7", "-5"})
  void recordNumber_isTextAsItIs(String mrn) {
    assertThat(only(rows(mrn + ",Ann,Lee,2026-03-01 09:30,ok")).medicalRecordNumber())
        .isEqualTo(mrn);
  }

  @Test
  void recordNumberAndDate_loseTheBlanksAroundThem_othersKeepThem() {
    PatientRecord record = only(rows(" A1\u00a0, Ann ,Lee , 2026-03-01 09:30 , ok "));
    assertThat(record.medicalRecordNumber()).isEqualTo("A1");
    assertThat(record.firstName()).isEqualTo(" Ann ");
    assertThat(record.doctorsNotes()).isEqualTo(" ok ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=cmd|' /C calc'!A0",
        "<script>alert(1)</script>",
        "👩‍⚕️ 🩺",
        "שלום עולם",
        "مرحبا",
        "e\u0301"
      })
  void anyText_isStoredAsItIs(String notes) {
    assertThat(only(rows("A1,Ann,Lee,2026-03-01 09:30," + notes)).doctorsNotes()).isEqualTo(notes);
  }

  @Test
  void sameRowTwice_isTwoRowsOfOneKey_andOtherNotesAreAnother() {
    String row = "A1,Ann,Lee,2026-03-01 09:30,";
    var keys = rows(row + "a", row + "a", row + "b").keys();
    assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
  }

  @Test
  void offsetInTheHourThatTheClocksShowTwice_saysWhichVisitItIs() {
    var keys =
        rows(
                "A1,Ann,Lee,2026-11-01 01:30,ok",
                "A1,Ann,Lee,2026-11-01T01:30-04:00,ok",
                "A1,Ann,Lee,2026-11-01T01:30-05:00,ok")
            .keys();
    assertThat(keys.get(0)).isEqualTo(keys.get(1)).isNotEqualTo(keys.get(2));
  }

  @Test
  void badDate_namesItsColumn_andNeverTheCell() {
    CsvFile file = rows("A1,Ann,Lee,the 3rd,ok", "A2,Ann,Lee,2026-03-08 02:30,ok");
    assertThat(file.outcome())
        .containsExactly("2 date_time BAD_DATE_TIME", "3 date_time NONEXISTENT_LOCAL_TIME");
    assertThat(file.rejects().get(0).message()).doesNotContain("3rd");
    assertThat(file.rejects().toString()).doesNotContain("Ann").doesNotContain("Lee");
  }

  @Test
  void numbersThatExcelShortened_areStoredAndNoticed() throws IOException {
    byte[] bytes =
        (HEADER + "1.23E+05,Ann,Lee,2026-03-01 09:30,ok\nA1E+5,Ann,Lee,2026-03-01 09:30,ok\n")
            .getBytes(StandardCharsets.UTF_8);
    CsvLayout layout = CsvFile.of(bytes).readable().layout();
    try (RowReader reader = reader(new java.io.ByteArrayInputStream(bytes), layout)) {
      reader.forEachRemaining(row -> assertThat(row).isInstanceOf(Row.Valid.class));
      assertThat(reader.notices()).singleElement().asString().startsWith("1 medical record");
    }
  }

  private static RowReader reader(InputStream in, CsvLayout layout) throws IOException {
    return RowReader.read(in, layout, CsvFile.RIVERSIDE, CsvFile.ID, CsvFile.RECEIVED);
  }

  @Test
  void manyRowsOfOneVisit_areAllRead() {
    String[] rows =
        IntStream.range(0, 26)
            .mapToObj(i -> "A1,Ann,Lee,2026-03-01 09:30,note " + i)
            .toArray(String[]::new);
    assertThat(rows(rows).keys()).hasSize(26).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {300_000, 500_000})
  void largeNote_isRead_theStoreDecidesWhetherItFits(int size) {
    assertThat(only(rows("A1,Ann,Lee,2026-03-01 09:30," + "n".repeat(size))).doctorsNotes())
        .hasSize(size);
  }

  @Test
  void rowOverTheLimit_isTooLong_countedInBytes() {
    Limits small = new Limits(1 << 20, 1 << 20, 100, 500);
    String fits = "A1,Ann,Lee,2026-03-01 09:30," + "é".repeat(36);
    CsvFile file =
        rows(
                fits,
                fits + "x",
                "A2,Ann,Lee,2026-03-01 09:30," + "n".repeat(500),
                "A3,Ann,Lee,2026-03-01 09:30,ok")
            .from(CsvFile.limits(small));
    assertThat(file.outcome()).containsExactly("2 A1", "3 TOO_LONG", "4 TOO_LONG", "5 A3");
  }

  @Test
  void lineOf50Megabytes_isRejectedWithoutBeingHeld() throws IOException {
    // 50 MB of one letter, from a stream that never has them at once, between two good rows
    CsvLayout layout = CsvFile.of(HEADER).readable().layout();
    byte[] before = (HEADER + "A1,Ann,Lee,2026-03-01 09:30,ok\n").getBytes(StandardCharsets.UTF_8);
    byte[] after = "\nA2,Ann,Lee,2026-03-01 09:30,ok\n".getBytes(StandardCharsets.UTF_8);
    InputStream in =
        new SequenceInputStream(
            new SequenceInputStream(
                new java.io.ByteArrayInputStream(before), new Letters(50 << 20)),
            new java.io.ByteArrayInputStream(after));
    try (RowReader reader = reader(in, layout)) {
      assertThat(CsvFile.outcome(reader.next())).isEqualTo("2 A1");
      Row rejected = reader.next();
      assertThat(CsvFile.outcome(rejected)).isEqualTo("3 TOO_LONG");
      assertThat(rejected.cells().get(0)).hasSizeLessThanOrEqualTo(1000);
      assertThat(CsvFile.outcome(reader.next())).isEqualTo("4 A2");
      assertThat(reader.hasNext()).isFalse();
      assertThat(reader.charsHeld()).isLessThanOrEqualTo(4 * Limits.DEFAULT.maxRowBytes());
    }
  }

  private static final class Letters extends InputStream {
    private int left;

    Letters(int count) {
      left = count;
    }

    @Override
    public int read() {
      return left-- > 0 ? 'n' : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = Math.min(left, length);
      java.util.Arrays.fill(target, offset, offset + count, (byte) 'n');
      left -= count;
      return count > 0 ? count : -1;
    }
  }

  @Test
  void extraColumns_areKeptByHeader_withoutBlankCells() {
    CsvFile file =
        CsvFile.of(
            "ward,"
                + HEADER.strip()
                + ", Insurance \nW1,A1,Ann,Lee,"
                + "2026-03-01 09:30,ok, \nW2,A2,Ann,Lee,2026-03-01 09:30,ok,Acme\n");
    assertThat(file.records().get(0).extra()).isEqualTo(Map.of("ward", "W1"));
    assertThat(file.records().get(1).extra()).isEqualTo(Map.of("ward", "W2", "Insurance", "Acme"));
  }
}
