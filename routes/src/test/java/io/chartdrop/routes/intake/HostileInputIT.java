package io.chartdrop.routes.intake;

import static io.chartdrop.routes.intake.Clinic.HEADER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordItem;
import io.chartdrop.records.tenant.ChangedTenant;
import io.chartdrop.records.tenant.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Files that are out to break the worker, through one real worker with a heap of 256 MB and a small
 * spool. Each ends as rows, rejects or a file code, and a small good file after it is read.
 */
@Tag("attack")
class HostileInputIT {
  private static final int MB = 1 << 20;
  private static final String GOOD = "A1,Ann,Lee,2026-03-01 09:30,ok\n";

  private static SmallWorker worker;

  private final Clinic clinic = worker.clinic();

  @BeforeAll
  static void start() {
    worker = SmallWorker.start();
  }

  @AfterAll
  static void stop() {
    worker.close();
  }

  @AfterEach
  void workerIsAlive_andReadsASmallGoodFile() {
    assertThat(worker.isAlive()).as("the worker is alive").isTrue();
    Clinic another = worker.clinic().opens();
    another.uploads("good.csv", HEADER + GOOD);
    assertThat(another.closed("good.csv").rows()).isEqualTo(RowCounts.of(1, 0, 0));
    await("files left on disk").until(() -> worker.spooled().isEmpty());
  }

  private LedgerEntry drop(String name, byte[] content) {
    clinic.opens();
    clinic.uploads(name, content);
    return clinic.closed(name);
  }

  private LedgerEntry drop(String content) {
    return drop("hostile.csv", content.getBytes(UTF_8));
  }

  private static void assertRefused(LedgerEntry file, FileCode code) {
    assertThat(file.status()).isEqualTo(FileStatus.REJECTED);
    assertThat(file.problem()).hasValueSatisfying(p -> assertThat(p.code()).isEqualTo(code));
    assertThat(file.problem().orElseThrow().message()).hasSizeBetween(20, 2_000);
  }

  private static String row(String number, String notes) {
    return number + ",Ann,Lee,2026-03-01 09:30," + notes + "\n";
  }

  /** One member of gzip over and over, so that a bomb costs us nothing. */
  private static byte[] gzip(String begin, String repeated, int times) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] member = member(repeated);
    out.writeBytes(member(begin));
    IntStream.range(0, times).forEach(i -> out.writeBytes(member));
    return out.toByteArray();
  }

  private static byte[] member(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  @Test
  void gzipBomb_isTooLarge_andUnpackedNoFurtherThanTheLimit() {
    // 1 MB that unpacks to 16 GB · the clinic may send 256 MB
    byte[] bomb = gzip(HEADER, "x".repeat(16 * MB), 1024);
    assertThat(bomb.length).isLessThan(20 * MB);
    clinic.opens(
        tenant -> ChangedTenant.withLimits(tenant, new Limits(5L << 30, 256L * MB, MB, 500)));
    clinic.uploads("bomb.csv.gz", bomb);
    assertRefused(clinic.closed("bomb.csv.gz"), FileCode.TOO_LARGE);
  }

  @Test
  void lineOf100Mb_isOneReject() {
    // row 1 good · row 2 of 100 MB · row 3 good
    LedgerEntry file = drop(HEADER + GOOD + "x".repeat(100 * MB) + "\n" + row("A3", "ok"));
    assertThat(file.rows()).isEqualTo(RowCounts.of(2, 0, 1));
    assertThat(clinic.read(file.rejects().orElseThrow()))
        .contains("TOO_LONG")
        .hasSizeLessThan(4000);
  }

  @Test
  void headerOf100Mb_isTooLarge() {
    assertRefused(drop("hostile.csv.gz", gzip("", "x".repeat(MB), 100)), FileCode.TOO_LARGE);
  }

  @Test
  void tenThousandColumns_areTooLarge() {
    String columns =
        IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    assertRefused(drop(HEADER.strip() + "," + columns + "\n" + GOOD), FileCode.TOO_LARGE);
  }

  @Test
  void tenThousandCells_areOneReject() {
    LedgerEntry file = drop(HEADER + "x,".repeat(10_000) + "\n" + GOOD);
    assertThat(file.rows()).isEqualTo(RowCounts.of(1, 0, 1));
  }

  @Test
  void millionRejects_areCounted_andTheirFileIsBounded() {
    // 2 MB of rows with one cell · the rejects file may have 64 MB
    LedgerEntry file = drop("hostile.csv.gz", gzip(HEADER, "x\n".repeat(1000), 1000));
    assertThat(file.rows()).isEqualTo(RowCounts.of(0, 0, 1_000_000));
    assertThat(file.notices()).anyMatch(notice -> notice.contains("rejects file"));
    long size = worker.size(file.rejects().orElseThrow());
    assertThat(size).isBetween(63L * MB, 66L * MB);
  }

  @Test
  void headersThatEachRejectWouldRepeat_doNotMultiply() {
    // a header of 300 KB over a column with a NUL in each of 2,000 rows
    String header = HEADER.strip() + "," + "h".repeat(300_000) + "\n";
    LedgerEntry file = drop(header + row("A1", "ok,\0").repeat(2_000));
    assertThat(file.rows()).isEqualTo(RowCounts.of(0, 0, 2_000));
    assertThat(worker.size(file.rejects().orElseThrow())).isLessThan(2L * MB);
  }

  @Test
  void hugeHeaderTwice_isADuplicateColumn() {
    // both names have 600 KB, more than the ledger could hold
    String name = "h".repeat(600_000);
    assertRefused(
        drop(HEADER.strip() + "," + name + "," + name + "\n" + GOOD), FileCode.DUPLICATE_COLUMN);
  }

  @Test
  void nameOf1000Bytes_isReadAndWholeInTheLedger() {
    String name = "\u00e9".repeat(400) + "x".repeat(196) + ".csv";
    assertThat(name.getBytes(UTF_8)).hasSize(1000);
    assertThat(drop(name, (HEADER + GOOD).getBytes(UTF_8)).rows()).isEqualTo(RowCounts.of(1, 0, 0));
  }

  @Test
  void keysAtTheirLimits_areStored_andBeyondThemRejected() {
    // numbers of 128 and 129 bytes, such as grow when escaped · names far longer than a sort key
    String sharps = "#".repeat(128);
    String wide = "\u4e2d".repeat(42) + "ab";
    LedgerEntry file =
        drop(
            HEADER
                + row(sharps, "ok")
                + row(wide, "ok")
                + row(wide + "c", "too long")
                + "A4,"
                + "\u4e2d".repeat(5_000)
                + ","
                + "\u00df".repeat(5_000)
                + ",2026-03-01 09:30,ok\n"
                + sharps
                + ","
                + "\u4e2d".repeat(500)
                + ","
                + "\u4e2d".repeat(500)
                + ",2026-03-01 09:30,ok\n");
    assertThat(file.rows()).isEqualTo(RowCounts.of(4, 0, 1));
    assertThat(clinic.records()).hasSize(4);
  }

  @Test
  void itemOfExactly400Kb_isStored_andOneByteMoreIsRejected() {
    drop(HEADER + row("A0", "x"));
    long others = RecordItem.bytes(clinic.records().get(0)) - 1;
    int fits = (int) (RecordItem.MAX_ITEM_BYTES - others);
    clinic.uploads(
        "limits.csv", HEADER + row("A1", "x".repeat(fits)) + row("A2", "x".repeat(fits + 1)));
    LedgerEntry file = clinic.closed("limits.csv");
    assertThat(file.rows()).isEqualTo(RowCounts.of(1, 0, 1));
    assertThat(clinic.read(file.rejects().orElseThrow())).contains("ITEM_TOO_LARGE");
    assertThat(clinic.records())
        .extracting(PatientRecord::medicalRecordNumber)
        .containsExactlyInAnyOrder("A0", "A1");
  }

  @Test
  void onlyQuotes_isAFileCode() {
    assertRefused(drop("hostile.csv.gz", gzip("", "\"".repeat(MB), 100)), FileCode.TOO_LARGE);
    LedgerEntry lines = drop("lines.csv.gz", gzip("", "\"\n".repeat(MB), 50));
    assertRefused(lines, FileCode.EMPTY_FILE);
  }

  @Test
  void quotesBelowAHeader_areRejectedLineByLine() {
    // of four lines three are a row of line breaks only, and the fourth is one cell
    LedgerEntry file = drop(HEADER + "\"\n\",\"\n".repeat(50_000) + GOOD);
    assertThat(file.rows()).isEqualTo(RowCounts.of(1, 0, 25_000));
  }

  @Test
  void onlyNewlines_isEmpty_andBelowAHeaderNoRows() {
    assertRefused(drop("hostile.csv.gz", gzip("", "\n".repeat(MB), 100)), FileCode.EMPTY_FILE);
    LedgerEntry file = drop("header.csv.gz", gzip(HEADER, "\n".repeat(MB), 100));
    assertThat(file.status()).isEqualTo(FileStatus.COMPLETED);
    assertThat(file.rows()).isEqualTo(RowCounts.NONE);
  }

  @Test
  void nulBytes_areNotCsv_andInACellAReject() {
    assertRefused(drop("hostile.csv.gz", gzip("", "\0".repeat(MB), 100)), FileCode.NOT_CSV);
    clinic.uploads("cell.csv", HEADER + row("A1", "a\0b") + row("A2", "ok"));
    assertThat(clinic.closed("cell.csv").rows()).isEqualTo(RowCounts.of(1, 0, 1));
  }

  @Test
  void headerAloneWithoutLineEnd_isReadWithANotice() {
    LedgerEntry file = drop(HEADER.strip());
    assertThat(file.status()).isEqualTo(FileStatus.COMPLETED);
    assertThat(file.notices()).isNotEmpty();
  }

  @Test
  void thousandsOfAliases_areFollowed() {
    Map<String, String> aliases = new LinkedHashMap<>();
    IntStream.range(0, 5_000).forEach(i -> aliases.put("column number " + i, "-"));
    aliases.put("Patient", "medical_record_number");
    clinic.opens(tenant -> ChangedTenant.withAliases(tenant, aliases));
    clinic.uploads(
        "a.csv",
        (HEADER + GOOD)
            .replace("medical_record_number", "column number 7,Patient")
            .replace("A1", "x,A1"));
    assertThat(clinic.closed("a.csv").rows()).isEqualTo(RowCounts.of(1, 0, 0));
  }

  @Test
  void fourClinicsWithGiantRows_fitIntoTheHeapTogether() {
    // 8 files at once of 30 notes of 390 KB, as many chunks in flight as the settings allow
    List<Clinic> clinics = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Clinic giant = worker.clinic().opens();
      clinics.add(giant);
      for (String name : List.of("one", "two")) {
        String rows =
            IntStream.range(0, 30)
                .mapToObj(n -> row(name + n, "x".repeat(390_000)))
                .collect(Collectors.joining());
        giant.uploads(name + ".csv", HEADER + rows);
      }
    }
    for (Clinic giant : clinics) {
      assertThat(giant.closed(2))
          .extracting(LedgerEntry::rows)
          .containsOnly(RowCounts.of(30, 0, 0));
    }
  }

  @Test
  void tenClinicsWithGiantRejects_fitIntoTheHeapTogether() {
    // 20 files at once of 20 notes of 1 MB that no item holds, in letters of two bytes
    List<Clinic> clinics = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Clinic giant = worker.clinic().opens();
      clinics.add(giant);
      for (String name : List.of("one", "two")) {
        String notes = row(name, "\u05d0".repeat(500_000));
        giant.uploads(name + ".csv.gz", gzip(HEADER, notes, 20));
      }
    }
    for (Clinic giant : clinics) {
      assertThat(giant.closed(2))
          .extracting(LedgerEntry::rows)
          .containsOnly(RowCounts.of(0, 0, 20));
    }
  }

  @Test
  void fileLargerThanTheSpool_isReadAlone_andASmallOneDoesNotWaitForIt() {
    // a giant of 48 MB in a spool of 32 MB · a small file of another clinic comes while it is read
    String rows =
        IntStream.range(0, 160)
            .mapToObj(n -> row("A" + n, "x".repeat(300_000)))
            .collect(Collectors.joining());
    clinic.opens();
    clinic.uploads("giant.csv", HEADER + rows);
    clinic.begins("giant.csv");
    Clinic small = worker.clinic().opens();
    small.uploads("small.csv", HEADER + GOOD);
    small.closed("small.csv");
    assertThat(clinic.withStatus(FileStatus.PROCESSING)).isNotNull();
    assertThat(clinic.closed("giant.csv").rows()).isEqualTo(RowCounts.of(160, 0, 0));
  }
}
