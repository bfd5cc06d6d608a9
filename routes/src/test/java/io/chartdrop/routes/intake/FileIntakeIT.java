package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.ChangedTenant;
import io.chartdrop.records.tenant.TenantRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.services.s3.S3Client;

/** Files are dropped into an inbox; records, rejects and ledger entries come out. */
@IntakeTest
class FileIntakeIT implements EmbeddedCloud {
  private static final String GOOD =
      Clinic.HEADER
          + "A1,Ann,Oak,2026-03-01 09:30,Well\n"
          + "A2,Ben,Elm,2026-03-01 10:00,\"Slept badly,\nbut better\"\n"
          + "A3,Cat,Ash,2026-03-02 11:15,Knee\n";

  @Autowired private S3Client s3;
  @Autowired private FileLedger ledger;
  @Autowired private RecordStore store;
  @Autowired private TenantRegistry registry;
  @Autowired private IntakeProperties properties;
  @Autowired private MeterRegistry meters;

  private Clinic clinic;

  @BeforeEach
  void found() {
    clinic = new Clinic(s3, ledger, store, registry, properties);
  }

  /** Who is polled for no test's sake slows the others. */
  @AfterEach
  void moveOut() {
    clinic.opens(ChangedTenant::disabled);
  }

  @Test
  void goodFile_isStored_archivedAndClosed() {
    // three good rows, one of them over two lines
    clinic.opens().uploads("daily.csv", GOOD);

    LedgerEntry file = clinic.closed("daily.csv");
    assertThat(file.status()).isEqualTo(FileStatus.COMPLETED);
    assertThat(file.rows()).isEqualTo(RowCounts.of(3, 0, 0));
    assertThat(clinic.records())
        .extracting(PatientRecord::medicalRecordNumber)
        .containsExactly("A1", "A2", "A3");
    assertThat(clinic.records().get(1).doctorsNotes()).isEqualTo("Slept badly,\nbut better");
    assertThat(clinic.records()).extracting(PatientRecord::line).containsExactly(2L, 3L, 5L);
    assertThat(clinic.read(file.original().orElseThrow())).isEqualTo(GOOD);
    clinic.inboxHolds();
    assertThat(count("chartdrop.files.closed", "status", "COMPLETED")).isEqualTo(1);
    assertThat(count("chartdrop.rows", "outcome", "new")).isEqualTo(3);
    assertThat(count("chartdrop.attempts", "outcome", "closed")).isEqualTo(1);
    assertThat(
            meters.get("chartdrop.file.landing").tag("tenant", clinic.id().value()).timer().count())
        .isEqualTo(1);
  }

  private double count(String meter, String tag, String value) {
    return meters.get(meter).tag("tenant", clinic.id().value()).tag(tag, value).counter().count();
  }

  @Test
  void badRows_areReturned_andMended_giveTheRecordsThatGoodRowsGive() {
    // row 1 good · row 2 has no MRN · row 3 good · row 4 a bad date
    clinic
        .opens()
        .uploads(
            "mixed.csv",
            Clinic.HEADER
                + "A1,Ann,Oak,2026-03-01 09:30,Well\n"
                + ",Ben,Elm,2026-03-01 10:00,=not a formula\n"
                + "A3,Cat,Ash,2026-03-02 11:15,Knee\n"
                + "A4,Dan,Fir,2026-13-02 11:15,Back\n");

    LedgerEntry file = clinic.closed("mixed.csv");
    assertThat(file.status()).isEqualTo(FileStatus.COMPLETED_WITH_REJECTS);
    assertThat(file.rows()).isEqualTo(RowCounts.of(2, 0, 2));
    String rejects = clinic.read(file.rejects().orElseThrow());
    assertThat(rejects.lines()).hasSize(3);
    assertThat(rejects.lines().skip(1))
        .satisfiesExactly(
            row -> assertThat(row).contains(",3,medical_record_number,MISSING_VALUE,"),
            row -> assertThat(row).contains(",5,date_time,BAD_DATE_TIME,"));

    clinic.uploads(
        "mended.csv",
        rejects.replaceAll("\r\n(\"\")?,Ben", "\r\nA2,Ben").replace("2026-13-02", "2026-03-02"));
    assertThat(clinic.closed("mended.csv").rows()).isEqualTo(RowCounts.of(2, 0, 0));
    Clinic careful = new Clinic(s3, ledger, store, registry, properties).opens();
    careful.uploads(
        "good.csv",
        Clinic.HEADER
            + "A1,Ann,Oak,2026-03-01 09:30,Well\n"
            + "A2,Ben,Elm,2026-03-01 10:00,=not a formula\n"
            + "A3,Cat,Ash,2026-03-02 11:15,Knee\n"
            + "A4,Dan,Fir,2026-03-02 11:15,Back\n");
    careful.closed("good.csv");
    assertThat(clinic.records())
        .extracting(PatientRecord::key)
        .containsExactlyElementsOf(careful.records().stream().map(PatientRecord::key).toList());
  }

  @Test
  void sameBytesUnderTwoNamesAtOnce_areStoredOnce() {
    clinic.uploads("one.csv", GOOD);
    clinic.uploads("two.csv", GOOD);
    clinic.opens();

    List<LedgerEntry> files = clinic.closed(2);
    LedgerEntry original = clinic.withStatus(FileStatus.COMPLETED);
    LedgerEntry duplicate = clinic.withStatus(FileStatus.DUPLICATE);
    assertThat(duplicate.duplicateOf()).contains(original.fileId());
    assertThat(duplicate.rows()).isEqualTo(RowCounts.NONE);
    assertThat(duplicate.original().orElseThrow().key()).contains("/duplicates/");
    assertThat(files).extracting(LedgerEntry::sha256).doesNotContain(Optional.empty());
    assertThat(clinic.records()).hasSize(3);
    clinic.inboxHolds();
  }

  @Test
  void fullExportAgain_addsOnlyWhatIsNew() {
    // the same three rows, and a fourth
    clinic.opens().uploads("monday.csv", GOOD);
    LedgerEntry monday = clinic.closed("monday.csv");
    clinic.uploads("tuesday.csv", GOOD + "A4,Dan,Fir,2026-03-03 08:00,Back\n");

    assertThat(clinic.closed("tuesday.csv").rows()).isEqualTo(RowCounts.of(1, 3, 0));
    assertThat(clinic.records())
        .filteredOn(record -> !record.medicalRecordNumber().equals("A4"))
        .as("a known row keeps where it first came from")
        .extracting(PatientRecord::fileId)
        .containsOnly(monday.fileId());
  }

  @Test
  void overwrittenName_keepsBothVersionsApart() {
    // Tuesday's daily.csv arrives before Monday's was read
    String monday = clinic.uploads("daily.csv", Clinic.HEADER + "M1,A,B,2026-03-02 09:00,Mon\n");
    String tuesday = clinic.uploads("daily.csv", Clinic.HEADER + "T1,A,B,2026-03-03 09:00,Tue\n");
    clinic.opens();

    List<LedgerEntry> files = clinic.closed(2);
    assertThat(files)
        .extracting(file -> file.version().versionId())
        .containsExactlyInAnyOrder(monday, tuesday);
    assertThat(clinic.records())
        .extracting(PatientRecord::medicalRecordNumber)
        .containsExactly("M1", "T1");
    for (LedgerEntry file : files) {
      String content = clinic.read(file.original().orElseThrow());
      boolean isMonday = file.version().versionId().equals(monday);
      assertThat(content).contains(isMonday ? "M1" : "T1");
    }
    clinic.inboxHolds();
  }

  @Test
  void withdrawnFile_isLeftAlone() {
    // uploaded and deleted before anybody polled · another file shows that polling happened
    clinic.uploads("mistake.csv", GOOD);
    clinic.deletes("mistake.csv");
    clinic.uploads("witness.csv", Clinic.HEADER + "W1,A,B,2026-03-02 09:00,Seen\n");
    clinic.opens();

    clinic.closed("witness.csv");
    clinic.inboxHolds("mistake.csv");
    assertThat(clinic.files()).hasSize(1);
    assertThat(clinic.records()).hasSize(1);
  }

  @Test
  void unfinishedUploadsAndFolders_areNoFiles() {
    clinic.uploads("daily.csv.part", GOOD);
    clinic.uploads("daily.filepart", GOOD);
    clinic.uploads(".hidden.csv", GOOD);
    clinic.uploads("folder/", "");
    clinic.uploads("folder/inside.csv", Clinic.HEADER + "W1,A,B,2026-03-02 09:00,Seen\n");
    clinic.opens();

    clinic.closed("folder/inside.csv");
    clinic.inboxHolds(".hidden.csv", "daily.csv.part", "daily.filepart", "folder/");
  }

  @Test
  void namesOfAnyKind_areRead() {
    // blanks, letters beyond ASCII, signs that mean something in an address
    clinic.opens();
    clinic.uploads("M\u00e4rz 50%+1 & more.csv", GOOD);

    assertThat(clinic.closed("M\u00e4rz 50%+1 & more.csv").rows()).isEqualTo(RowCounts.of(3, 0, 0));
    clinic.inboxHolds();
  }

  @Test
  void nameThatXmlCannotHold_isRead() {
    // a control character; moto does not encode it in its listing, though it is asked to
    clinic.uploads("bell\u0007.csv", Clinic.HEADER + "B1,A,B,2026-03-02 09:00,Rung\n");
    assumeThatCode(clinic::lists).doesNotThrowAnyException();
    clinic.opens();

    assertThat(clinic.closed("bell\u0007.csv").rows()).isEqualTo(RowCounts.of(1, 0, 0));
    clinic.inboxHolds();
  }

  @Test
  void filesThatCannotBeRead_goToTheErrors_withTheirCode() {
    clinic.opens();
    clinic.uploads("report.pdf", "%PDF-1.7");
    clinic.uploads("empty.csv", "");
    clinic.uploads("columns.csv", "first_name,last_name\nAnn,Oak\n");

    List<LedgerEntry> files = clinic.closed(3);
    assertThat(files).extracting(LedgerEntry::status).containsOnly(FileStatus.REJECTED);
    assertThat(files).extracting(LedgerEntry::rows).containsOnly(RowCounts.NONE);
    assertThat(
            files.stream()
                .collect(
                    Collectors.toMap(
                        file -> file.version().name(), f -> f.problem().orElseThrow().code())))
        .containsEntry("report.pdf", FileCode.NOT_CSV)
        .containsEntry("empty.csv", FileCode.EMPTY_FILE)
        .containsEntry("columns.csv", FileCode.MISSING_COLUMN);
    assertThat(clinic.objects(properties.errors()))
        .as("each with the original and a report")
        .hasSize(6);
    assertThat(files)
        .allSatisfy(
            file ->
                assertThat(clinic.read(file.report().orElseThrow()))
                    .contains(file.fileId().value(), file.problem().orElseThrow().code().name()));
    clinic.inboxHolds();
  }

  @Test
  void rejectedFile_sentAgain_isRejectedAgain_notADuplicate() {
    clinic.opens().uploads("columns.csv", "first_name,last_name\nAnn,Oak\n");
    clinic.closed(1);
    clinic.uploads("columns.csv", "first_name,last_name\nAnn,Oak\n");

    assertThat(clinic.closed(2))
        .extracting(LedgerEntry::status)
        .containsExactly(FileStatus.REJECTED, FileStatus.REJECTED);
  }

  @Tag("not-on-moto") // 1,200 rows take it a quarter of a minute
  @Test
  void manyRows_keepTheirOrderInTheRejects_andTheirCounts() {
    // 1,200 rows over many chunks: every 7th without a name, every 10th a repetition of the row
    // before
    String rows =
        IntStream.range(0, 1_200)
            .mapToObj(
                i -> {
                  int patient = i % 10 == 9 ? i - 1 : i;
                  String first = i % 7 == 0 ? "" : "Ann";
                  return "P%d,%s,Oak,2026-03-01 09:30,Note".formatted(patient, first);
                })
            .collect(Collectors.joining("\n", Clinic.HEADER, "\n"));
    clinic.opens().uploads("many.csv", rows);

    LedgerEntry file = clinic.closed("many.csv");
    long rejected = IntStream.range(0, 1_200).filter(i -> i % 7 == 0).count();
    long known =
        IntStream.range(0, 1_200)
            .filter(i -> i % 10 == 9 && i % 7 != 0 && (i - 1) % 7 != 0)
            .count();
    assertThat(file.rows()).isEqualTo(RowCounts.of(1_200 - rejected - known, known, rejected));
    assertThat(clinic.records()).hasSize((int) file.rows().added());
    int line =
        clinic
                .read(file.rejects().orElseThrow())
                .lines()
                .findFirst()
                .orElseThrow()
                .split(",")
                .length
            - 4;
    List<Long> lines =
        clinic
            .read(file.rejects().orElseThrow())
            .lines()
            .skip(1)
            .map(row -> Arrays.asList(row.split(",", -1)).get(line))
            .map(Long::valueOf)
            .toList();
    assertThat(lines).isSorted().hasSize((int) rejected);
  }

  @Test
  void cellBeyondWhatAnItemHolds_isOneReject_underItsColumnIfThatIsTheNotes() {
    // 300 KB fit · a note of 500 KB does not · nor does a cell of another column
    clinic
        .opens()
        .uploads(
            "long.csv",
            Clinic.HEADER.replace("\n", ",comment\n")
                + "A1,Ann,Oak,2026-03-01 09:30,%s,\n".formatted("x".repeat(300_000))
                + "A2,Ben,Elm,2026-03-01 10:00,%s,\n".formatted("y".repeat(500_000))
                + "A3,Cat,Ash,2026-03-02 11:15,Knee,%s\n".formatted("z".repeat(500_000))
                + "A4,Dan,Fir,2026-03-02 11:15,Back,\n");

    LedgerEntry file = clinic.closed("long.csv");
    assertThat(file.rows()).isEqualTo(RowCounts.of(2, 0, 2));
    assertThat(clinic.read(file.rejects().orElseThrow()))
        .contains(",3,doctors_notes,ITEM_TOO_LARGE,", ",4,,ITEM_TOO_LARGE,");
  }

  @Tag("not-on-moto") // nothing of it is the store's
  @Test
  void disabledTenant_isNoLongerRead_untilItIsEnabledAgain() {
    clinic.opens().uploads("before.csv", GOOD);
    clinic.closed("before.csv");
    clinic.opens(ChangedTenant::disabled);
    Clinic witness = new Clinic(s3, ledger, store, registry, properties);
    clinic.uploads("while.csv", Clinic.HEADER + "W1,A,B,2026-03-02 09:00,Seen\n");
    witness.opens().uploads("witness.csv", GOOD);
    witness.closed("witness.csv");
    assertThat(clinic.files()).hasSize(1);

    clinic.opens();
    assertThat(clinic.closed("while.csv").rows()).isEqualTo(RowCounts.of(1, 0, 0));
  }
}
