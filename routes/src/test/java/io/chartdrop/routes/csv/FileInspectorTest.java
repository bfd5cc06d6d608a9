package io.chartdrop.routes.csv;

import static io.chartdrop.records.file.FileCode.BAD_ENCODING;
import static io.chartdrop.records.file.FileCode.DUPLICATE_COLUMN;
import static io.chartdrop.records.file.FileCode.EMPTY_FILE;
import static io.chartdrop.records.file.FileCode.MISSING_COLUMN;
import static io.chartdrop.records.file.FileCode.NOT_CSV;
import static io.chartdrop.records.file.FileCode.TOO_LARGE;
import static io.chartdrop.routes.csv.CsvFile.HEADER;
import static io.chartdrop.routes.csv.CsvFile.RIVERSIDE;
import static io.chartdrop.routes.csv.CsvFile.aliases;
import static io.chartdrop.routes.csv.CsvFile.gzip;
import static io.chartdrop.routes.csv.CsvFile.limits;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Limits;
import io.chartdrop.records.tenant.Tenant;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileInspectorTest {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final String ROW = "A1,Zoé,Müller,2026-03-01 09:30,naïve “quotes” – 20 €\n";

  private static CsvFile file(String text) {
    return CsvFile.of(text);
  }

  private static String notes(CsvFile file) {
    return file.records().get(0).doctorsNotes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "A.CSV", "x.y.Csv", ".csv"})
  void csvName_isRead(String name) {
    assertThat(file(HEADER + ROW).named(name).outcome()).containsExactly("2 A1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.xlsx", "a.csv.zip", "a.txt", "a.csv.filepart", "a.csv.gz.part", "csv", ""})
  void otherName_isNotCsv(String name) {
    assertThat(file(HEADER + ROW).named(name).code()).isEqualTo(NOT_CSV);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%PDF-1.7\n%âãÏÓ",
        "PK\u0003\u0004\u0014",
        "ÐÏ\u0011à¡±",
        "\u001f\u008b\b\0",
        "<!DOCTYPE html>",
        "\n <HTML>",
        "\n\n<table border=1>",
        "<?xml version=\"1.0\"?>",
        "{\\rtf1",
        "\u0089PNG\r\n",
        "ÿØÿà"
      })
  void otherFormatNamedCsv_isNotCsv(String beginning) {
    byte[] bytes = (beginning + "\n" + HEADER + ROW).getBytes(ISO_8859_1);
    assertThat(CsvFile.of(bytes).code()).isEqualTo(NOT_CSV);
  }

  @Test
  void nulRiddenBytes_areNotCsv() {
    assertThat(CsvFile.of(new byte[5000]).code()).isEqualTo(NOT_CSV);
    assertThat(CsvFile.of(HEADER + ROW, UTF_16LE).problem().message()).contains("UTF-16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\r\n\t \n", "\uFEFF", "\uFEFF\n", "\u00a0\n", ",,,\n;;\n"})
  void nothingInIt_isEmpty(String text) {
    assertThat(file(text).code()).isEqualTo(EMPTY_FILE);
  }

  @Test
  void headerOnly_isReadableWithANotice() {
    CsvFile file = file(HEADER + "\n,,,,\n");
    assertThat(file.readable().notices()).containsExactly("The file has a header and no rows.");
    assertThat(file.outcome()).isEmpty();
  }

  @Test
  void utf8_withAndWithoutMark_isTheSame() {
    assertThat(file("\uFEFF" + HEADER + ROW).keys()).isEqualTo(file(HEADER + ROW).keys());
    assertThat(file("\uFEFF" + HEADER + ROW).readable().layout().header())
        .startsWith("medical_record_number");
  }

  @Test
  void utf16WithMark_eitherWay_isRead() {
    CsvFile utf8 = file(HEADER + ROW);
    assertThat(CsvFile.of("\uFEFF" + HEADER + ROW, UTF_16LE).keys()).isEqualTo(utf8.keys());
    assertThat(CsvFile.of("\uFEFF" + HEADER + ROW, UTF_16BE).keys()).isEqualTo(utf8.keys());
  }

  @Test
  void windows1252_isReadByTheTenantsCharset_withANotice() {
    CsvFile file = CsvFile.of(HEADER + ROW, WINDOWS);
    assertThat(notes(file)).isEqualTo("naïve “quotes” – 20 €");
    assertThat(file.readable().notices()).singleElement().asString().contains("windows-1252");
  }

  @Test
  void byteThatTheTenantsCharsetDoesNotHave_isBadEncoding() {
    byte[] bytes = (HEADER + "A1,Ann,Lee,2026-03-01 09:30,x\u0081\n").getBytes(ISO_8859_1);
    int offset = bytes.length - 2;
    assertThat(CsvFile.of(bytes).code()).isEqualTo(BAD_ENCODING);
    assertThat(CsvFile.of(bytes).problem().message()).contains("line 2").contains("byte " + offset);
  }

  @Test
  void oneBadByteAmongUtf8_isBadEncoding_notGarbledLetters() {
    byte[] good = (HEADER + ROW + ROW).getBytes(UTF_8);
    byte[] bytes = Arrays.copyOf(good, good.length + 4);
    System.arraycopy(new byte[] {'x', (byte) 0xE9, 'x', '\n'}, 0, bytes, good.length, 4);
    assertThat(CsvFile.of(bytes).problem().message())
        .contains("UTF-8")
        .contains("line 4")
        .contains("byte " + (good.length + 1));
  }

  @Test
  void badByteFromATenantOnUtf8_isBadEncoding() {
    Tenant tenant = CsvFile.tenant(DateOrder.MDY, UTF_8, Map.of(), Limits.DEFAULT);
    assertThat(CsvFile.of(HEADER + ROW, WINDOWS).from(tenant).code()).isEqualTo(BAD_ENCODING);
  }

  @Test
  void halfASurrogateInUtf16_isBadEncoding() {
    byte[] bytes = ("\uFEFF" + HEADER + "A1,x?y\n").getBytes(UTF_16LE);
    bytes[bytes.length - 5] = (byte) 0xD8; // "?" becomes the first half of a pair
    assertThat(CsvFile.of(bytes).code()).isEqualTo(BAD_ENCODING);
  }

  @Test
  void cutOffWithinACharacter_costsTheLastRowOnly() {
    byte[] whole = (HEADER + ROW + "A2,Ann,Lee,2026-03-01 09:30,caf\u00e9").getBytes(UTF_8);
    CsvFile file = CsvFile.of(Arrays.copyOf(whole, whole.length - 1));
    assertThat(file.outcome()).containsExactly("2 A1", "3 TRUNCATED");
    assertThat(file.rejects().toString()).doesNotContain("\uFFFD");
  }

  @Test
  void replacementCharacterInTheFile_isNeverStored() {
    CsvFile file = CsvFile.rows("A1,Ann,Lee,2026-03-01 09:30,caf\uFFFD");
    assertThat(file.outcome()).containsExactly("2 doctors_notes CONTROL_CHARACTER");
  }

  @Test
  void missingColumns_areNamed_butNoneThatWasFound() {
    // no header: the first row is a patient
    assertThat(file("A1,Ann,Lee,2026-03-01 09:30,ok\n").problem().message())
        .contains("medical_record_number, first_name, last_name, date_time, doctors_notes")
        .doesNotContain("Ann");
    assertThat(file("mrn,first_name,last_name,date_time,doctors_notes\n").problem())
        .satisfies(p -> assertThat(p.code()).isEqualTo(MISSING_COLUMN))
        .satisfies(
            p -> assertThat(p.message()).contains("medical_record_number. ").contains("alias"));
  }

  @Test
  void noHeader_withOneCellTwice_isMissingColumn_andNamesNobody() {
    assertThat(file("A1,James,James,2026-03-01 09:30,ok\n").problem().toString())
        .contains("MISSING_COLUMN")
        .doesNotContain("James");
  }

  @Test
  void titleAboveTheHeader_isMissingColumn_andSaysSo() {
    assertThat(file("Visits of March\n\n" + HEADER + ROW).problem())
        .satisfies(p -> assertThat(p.code()).isEqualTo(MISSING_COLUMN))
        .satisfies(p -> assertThat(p.message()).contains("title"));
  }

  @Test
  void blankLinesAboveTheHeader_arePassedOver() {
    assertThat(file("\r\n ,,\n" + HEADER + ROW).outcome()).containsExactly("4 A1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Medical Record Number,FIRST_NAME,lastname,Date_Time,Doctors  Notes\n",
        " medical_record_number ,First Name,\"Last\nName\",DateTime,DOCTORS_NOTES\n",
        "Medical-Record-Number,First.Name,Last Name*,Date/Time,Doctor's Notes\n"
      })
  void headerInOtherDress_isTheSame(String header) {
    assertThat(file(header + ROW).records()).hasSize(1);
  }

  @Test
  void columnThatHasTheNameButForASign_isAFurtherOne_besideTheColumnItself() {
    CsvFile file = file("Date/Time," + HEADER + "printed at noon," + ROW);
    assertThat(file.records().get(0).extra())
        .containsExactly(Map.entry("Date/Time", "printed at noon"));
  }

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t", "|"})
  void everyDelimiter_isRecognised(String delimiter) {
    String text = (HEADER + ROW).replace(",", delimiter);
    assertThat(file(text).keys()).isEqualTo(file(HEADER + ROW).keys());
  }

  @Test
  void delimiterInsideAQuotedHeader_doesNotCount() {
    String header = "\"notes, a, b, c, d, e, f\";" + HEADER.replace(",", ";");
    assertThat(file(header + "x;" + ROW.replace(",", ";")).readable().layout().delimiter())
        .isEqualTo(';');
  }

  @Test
  void excelsSepLine_isTaken() {
    assertThat(file("sep=;\r\n" + (HEADER + ROW).replace(",", ";")).outcome())
        .containsExactly("3 A1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "medical_record_number,first_name,last_name,date_time,doctors_notes,First Name\n",
        "medical_record_number,first_name,last_name,date_time,doctors_notes,ward,WARD\n",
        "medical_record_number,first-name,first.name,last_name,date_time,doctors_notes\n",
        "medical_record_number,first_name,last_name,date_time,doctors_notes,MRN\n",
        "medical_record_number,first_name,last_name,date_time,doctors_notes,column 7,\n"
      })
  void columnNamedTwice_isDuplicate(String header) {
    assertThat(file(header).from(aliases(Map.of("MRN", "medical_record_number"))).code())
        .isEqualTo(DUPLICATE_COLUMN);
  }

  @Test
  void ignoredColumnsMayRepeat_andAreDropped() {
    CsvFile file =
        file(HEADER.strip() + ",Exported,exported,ward\n" + ROW.strip() + ",x,y,W1\n")
            .from(aliases(Map.of("EXPORTED", "-")));
    assertThat(file.records().get(0).extra()).containsExactly(Map.entry("ward", "W1"));
    assertThat(file.read().get(0).cells()).endsWith("x", "y", "W1");
  }

  @Test
  void brokenQuotesInTheHeader_areMissingColumn() {
    assertThat(file("\"medical_record_number\"x,first_name\n" + ROW).code())
        .isEqualTo(MISSING_COLUMN);
    assertThat(file("\"medical_record_number,first_name\n").code()).isEqualTo(MISSING_COLUMN);
  }

  @Test
  void controlCharacterInTheHeader_isNotCsv() {
    assertThat(file(HEADER.strip() + ",wa\0rd\n" + ROW).code()).isEqualTo(NOT_CSV);
  }

  @Test
  void gzip_isUnpacked_alsoInSeveralMembers() {
    byte[] both = joined(gzip(HEADER.getBytes(UTF_8)), gzip(ROW.getBytes(UTF_8)));
    assertThat(CsvFile.of(both).named("a.CSV.GZ").outcome()).containsExactly("2 A1");
  }

  private static byte[] joined(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 200_000})
  void gzipWithADamagedLaterMember_isNotCsv(int rows) {
    // Monday's file and Tuesday's, of which the very first byte is damaged; so is one cut to a byte
    byte[] monday = gzip((HEADER + ROW.repeat(rows)).getBytes(UTF_8));
    byte[] tuesday = gzip((HEADER + ROW).getBytes(UTF_8));
    tuesday[0] = 'x';
    assertThat(CsvFile.of(joined(monday, tuesday)).named("a.csv.gz").code()).isEqualTo(NOT_CSV);
    assertThat(CsvFile.of(joined(monday, Arrays.copyOf(tuesday, 1))).named("a.csv.gz").code())
        .isEqualTo(NOT_CSV);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 18, 512, 200_000})
  void gzipPaddedWithZeros_isRead(int zeros) {
    byte[] whole = joined(gzip(HEADER.getBytes(UTF_8)), gzip(ROW.getBytes(UTF_8)));
    assertThat(CsvFile.of(joined(whole, new byte[zeros])).named("a.csv.gz").outcome())
        .containsExactly("2 A1");
  }

  @Test
  void gzipThatIsNone_orCutOff_isNotCsv() {
    byte[] whole = gzip((HEADER + ROW).getBytes(UTF_8));
    assertThat(file(HEADER).named("a.csv.gz").code()).isEqualTo(NOT_CSV);
    assertThat(CsvFile.of(Arrays.copyOf(whole, whole.length - 9)).named("a.csv.gz").code())
        .isEqualTo(NOT_CSV);
    assertThat(CsvFile.of(whole).named("a.csv").code()).isEqualTo(NOT_CSV);
    assertThat(CsvFile.of(gzip(whole)).named("a.csv.gz").code()).isEqualTo(NOT_CSV);
  }

  @Test
  void gzipBomb_isTooLarge() {
    // 40 KB that unpack to 40 MB, of which 1 MB is allowed
    Tenant tenant = limits(new Limits(1 << 20, 1 << 20, 1 << 20, 500));
    byte[] bomb = gzip(new byte[40 << 20]);
    assertThat(bomb.length).isLessThan(1 << 17);
    assertThat(CsvFile.of(bomb).named("a.csv.gz").from(tenant).code()).isIn(TOO_LARGE, NOT_CSV);
    Arrays.fill(bomb = new byte[40 << 20], (byte) 'a');
    assertThat(CsvFile.of(gzip(bomb)).named("a.csv.gz").from(tenant).code()).isEqualTo(TOO_LARGE);
  }

  @Test
  void fileOverItsLimit_isTooLarge_andAtItIsNot() {
    int bytes = (HEADER + ROW).getBytes(UTF_8).length;
    assertThat(file(HEADER + ROW).from(limits(new Limits(bytes, bytes, 1000, 500))).outcome())
        .containsExactly("2 A1");
    assertThat(file(HEADER + ROW).from(limits(new Limits(bytes - 1, 1000, 1000, 500))).code())
        .isEqualTo(TOO_LARGE);
  }

  @Test
  void tooManyColumns_areTooLarge() {
    Tenant six = limits(new Limits(1 << 20, 1 << 20, 1 << 20, 6));
    assertThat(file(HEADER.strip() + ",a\n").from(six).inspect())
        .isInstanceOf(Inspection.Readable.class);
    assertThat(file(HEADER.strip() + ",a,b\n").from(six).code()).isEqualTo(TOO_LARGE);
    assertThat(file(HEADER.strip() + ",x".repeat(200_000) + "\n").code()).isEqualTo(TOO_LARGE);
    assertThat(file("x".repeat(3 << 20)).code()).isEqualTo(TOO_LARGE);
  }

  @Test
  void hugeNames_areCutInMessagesAndRejects() {
    // a ledger row holds 400 KB, and a header may have a megabyte; a reject would repeat its name
    String name = "h".repeat(400_000);
    CsvFile twice = file(HEADER.strip() + "," + name + "," + name + "\n" + ROW);
    assertThat(twice.code()).isEqualTo(DUPLICATE_COLUMN);
    assertThat(twice.problem().message()).contains("hhh...").hasSizeLessThan(500);
    CsvFile reject = file(HEADER.strip() + "," + name + "\n" + ROW.strip() + ",\0\n");
    assertThat(reject.rejects().get(0).column().orElseThrow()).hasSize(103);
  }

  @Test
  void unnamedColumn_isNamedByItsPlace() {
    CsvFile file = file(HEADER.strip() + ", ,ward\n" + ROW.strip() + ",x,\n");
    assertThat(file.records().get(0).extra()).containsExactly(Map.entry("column_6", "x"));
  }

  @Test
  void reorderedColumns_giveTheSameRecord() {
    String header = "doctors_notes,date_time,last_name,first_name,medical_record_number\n";
    assertThat(file(header + "ok,2026-03-01 09:30,Lee,Ann,A1\n").keys())
        .isEqualTo(CsvFile.rows("A1,Ann,Lee,2026-03-01 09:30,ok").keys());
  }

  @Test
  void tenantOfTheTests_isOnWindows1252() {
    assertThat(RIVERSIDE.charset()).isEqualTo(WINDOWS);
  }
}
