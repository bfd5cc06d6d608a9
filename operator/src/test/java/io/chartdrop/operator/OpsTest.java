package io.chartdrop.operator;

import static io.chartdrop.operator.FakeCloud.MONDAY;
import static io.chartdrop.operator.FakeCloud.RIVERSIDE;
import static io.chartdrop.operator.FakeCloud.entry;
import static io.chartdrop.records.patient.Visits.visit;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.records.Fence;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Tenant;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.ConnectException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;
import software.amazon.awssdk.core.exception.SdkClientException;

class OpsTest {
  private final FakeCloud cloud = new FakeCloud();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String typed = "";

  @Test
  void oneRecord_isPrintedCellByCell_withItsLineBreaks() {
    stored(visit().of("A1").at("2026-03-01T09:30").noting("First.\nSecond.").build());

    assertThat(ops("find", "riverside", "--mrn", "A1")).isEqualTo(ExitCodes.OK);

    assertThat(out.toString())
        .contains("medical_record_number  A1\n")
        .contains("date_time              2026-03-01 09:30:00 America/New_York")
        .contains("doctors_notes          First.\n                       Second.\n");
  }

  @Test
  void columnThatIsCalledAsOneOfOurs_isPrintedToo() {
    stored(visit().of("A1").with("received", "by fax").build());

    ops("find", "riverside");

    assertThat(out.toString())
        .contains("received               by fax\n")
        .containsPattern("received               [0-9]{4}-");
  }

  @Test
  void severalRecords_areATable_thatSaysHowMany() {
    stored(visit().of("A1").build(), visit().of("A2").build());

    ops("find", "riverside");

    assertThat(out.toString()).startsWith("MRN").contains("\nA1 ").endsWith("\n2 records.\n");
  }

  @Test
  void moreThanTheLimit_saysThatThereAreMore() {
    stored(patients(0, 3));

    ops("find", "riverside", "--limit", "2");

    assertThat(out.toString()).contains("The first 2 records; there are more");
  }

  @Test
  void allAndCount_goOverAllPages() {
    stored(patients(0, 90));
    stored(patients(90, 150));

    ops("find", "riverside", "--all");
    assertThat(out.toString()).contains("150 records.");

    out.getBuffer().setLength(0);
    ops("find", "riverside", "--count");
    assertThat(out.toString()).isEqualTo("150\n");
  }

  @Test
  void recordsAsJson_haveTheShapeOfTheApi() throws Exception {
    tenant();
    stored(visit().of("A1").at("2026-03-01T09:30").build());

    ops("find", "riverside", "--json");

    JsonNode found = new ObjectMapper().readTree(out.toString()).path(0);
    assertThat(found.path("medical_record_number").asText()).isEqualTo("A1");
    assertThat(found.path("date_time").asText()).isEqualTo("2026-03-01T09:30:00");
    assertThat(found.path("ambiguous_time").isBoolean()).isTrue();
  }

  @Test
  void nothingFound_saysSo() {
    tenant();

    assertThat(ops("find", "riverside", "--mrn", "none")).isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).isEqualTo("No record of riverside matches.\n");
  }

  @Test
  void clinicThatDoesNotExist_isSaid_ratherThanThatItHasNothing() {
    assertThat(ops("find", "riverside")).isEqualTo(ExitCodes.USAGE);
    assertThat(ops("find", "riverside", "--count")).isEqualTo(ExitCodes.USAGE);
    assertThat(ops("find", "riverside", "--json")).isEqualTo(ExitCodes.USAGE);
    assertThat(ops("files", "riverside")).isEqualTo(ExitCodes.USAGE);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines())
        .hasSize(4)
        .containsOnly("There is no clinic riverside: see ./ops tenants list.");
  }

  @Test
  void rejects_areWrittenToAFile_andNeverOverAnother(@TempDir Path directory) throws Exception {
    LedgerEntry file =
        entry("a.csv", "v1", 9, FileStatus.COMPLETED_WITH_REJECTS, RowCounts.of(1, 0, 1));
    cloud.put(file);
    cloud.rejectsCsv = "mrn,chartdrop_line\nÄ1,3\n";
    Path mended = directory.resolve("mend.csv");
    String[] command = {"rejects", "riverside", file.fileId().value(), "--out", mended.toString()};

    assertThat(ops(command)).isEqualTo(ExitCodes.OK);
    assertThat(mended).hasContent(cloud.rejectsCsv);
    assertThat(out.toString())
        .startsWith("1 row of a.csv")
        .endsWith("  ./ops drop riverside " + mended + "\n");

    assertThat(ops(command)).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("is there already");
  }

  @Test
  void rejectsOfAFileWithout_orOfNoFile_areUsageErrors() {
    LedgerEntry file = entry("a.csv", "v1", 9, FileStatus.COMPLETED, RowCounts.of(1, 0, 0));
    cloud.put(file);

    assertThat(ops("rejects", "riverside", file.fileId().value())).isEqualTo(ExitCodes.USAGE);
    assertThat(ops("rejects", "riverside", "20260302T220000-000000000000"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(ops("rejects", "riverside", "nonsense")).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString().lines())
        .hasSize(3)
        .anyMatch(line -> line.endsWith("has no rejected rows."));
  }

  @Test
  void unknownCommand_isNamed() {
    assertThat(ops("bogus")).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString()).isEqualTo("There is no command bogus. See: ./ops --help\n");
  }

  @Test
  void filesAsJson_haveTheShapeOfTheApi() throws Exception {
    cloud.put(entry("a.csv", "v1", 9, FileStatus.REJECTED, RowCounts.NONE));

    ops("files", "riverside", "--status", "rejected", "--json");

    JsonNode file = new ObjectMapper().readTree(out.toString()).path(0);
    assertThat(file.path("name").asText()).isEqualTo("a.csv");
    assertThat(file.path("rows").path("new").asLong(-1)).isZero();
    assertThat(file.path("problem").path("code").asText()).isEqualTo("MISSING_COLUMN");
    assertThat(file.path("duplicate_of").isNull()).isTrue();
  }

  @Test
  void tenantAdded_isKeptWithItsAliases() {
    String[] command = {
      "tenants",
      "add",
      "riverside",
      "--name",
      "Riverside",
      "--time-zone",
      "America/New_York",
      "--alias",
      "Visit Date=date_time",
      "--alias",
      "Exported=-"
    };

    assertThat(ops(command)).isEqualTo(ExitCodes.OK);

    Tenant tenant = cloud.tenants.find(RIVERSIDE).orElseThrow();
    assertThat(tenant.columnAliases())
        .isEqualTo(Map.of("Visit Date", "date_time", "Exported", "-"));
  }

  @Test
  void misunderstoodCommands_areUsageErrors_inOneSentence() {
    assertThat(ops("find", "Lake side")).isEqualTo(ExitCodes.USAGE);
    assertThat(ops("find", "riverside", "--from", "3/1/26")).isEqualTo(ExitCodes.USAGE);
    assertThat(ops("find", "riverside", "--from", "2026-03-02", "--to", "2026-03-01"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(ops("tenants", "add", "riverside", "--name", "x", "--time-zone", "Mars"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(ops("drop", "riverside", "no-such-file.csv")).isEqualTo(ExitCodes.USAGE);

    assertThat(err.toString().lines().toList())
        .hasSize(5)
        .anyMatch(line -> line.contains("a day is written like 2026-03-01, not 3/1/26"))
        .anyMatch(line -> line.contains("There is no time zone Mars"));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void nothingAnswers_saysWhatToStart() {
    SdkClientException refused =
        SdkClientException.create("no", new ConnectException("Connection refused"));

    OpsException told = Ops.explained(addresses(), refused);

    assertThat(told.exitCode()).isEqualTo(ExitCodes.UNREACHABLE);
    assertThat(told.sentence())
        .isEqualTo("Nothing answers at http://127.0.0.1:8085: start ./run first.");
    assertThat(Ops.explained(Addresses.merged(Map.of(), Map.of()), refused).sentence())
        .isEqualTo("AWS does not answer: check the network and the region.");
  }

  @Test
  void tenantChanged_keepsWhatIsNotSaid_andMayBeDisabled() {
    ops(
        "tenants",
        "add",
        "riverside",
        "--name",
        "Riverside",
        "--time-zone",
        "America/New_York",
        "--alias",
        "Old=last_name");

    assertThat(
            ops(
                "tenants",
                "change",
                "riverside",
                "--date-order",
                "dmy",
                "--alias",
                "New=first_name",
                "--without-alias",
                "Old"))
        .isEqualTo(ExitCodes.OK);
    assertThat(ops("tenants", "disable", "riverside")).isEqualTo(ExitCodes.OK);

    Tenant changed = cloud.tenants.find(RIVERSIDE).orElseThrow();
    assertThat(changed.dateOrder()).isEqualTo(DateOrder.DMY);
    assertThat(changed.timeZone().getId()).isEqualTo("America/New_York");
    assertThat(changed.columnAliases()).isEqualTo(Map.of("New", "first_name"));
    assertThat(changed.enabled()).isFalse();
    assertThat(ops("tenants", "enable", "riverside")).isEqualTo(ExitCodes.OK);
    assertThat(cloud.tenants.find(RIVERSIDE).orElseThrow().enabled()).isTrue();
    assertThat(ops("tenants", "disable", "nowhere")).isEqualTo(ExitCodes.USAGE);
  }

  @Test
  void limits_areSaid_shown_andKept_untilOthersAreSaid() {
    String[] add = {
      "tenants", "add", "riverside", "--name", "Riverside", "--time-zone", "America/New_York"
    };
    ops(add);
    assertThat(ops("tenants", "change", "riverside", "--max-columns", "700"))
        .isEqualTo(ExitCodes.OK);
    ops(add);
    ops("tenants", "change", "riverside", "--max-file-bytes", "1000");
    out.getBuffer().setLength(0);

    ops("tenants", "show", "riverside");
    assertThat(out.toString())
        .contains(
            "\"max_file_bytes\":1000",
            "\"max_expanded_bytes\":21474836480",
            "\"max_row_bytes\":1048576",
            "\"max_columns\":700");
    assertThat(ops("tenants", "change", "riverside", "--max-row-bytes", "0"))
        .isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).endsWith("Every limit is at least 1.\n");
  }

  @Test
  void oneFile_isShownWithAllThatTheLedgerSays() {
    LedgerEntry file = entry("a.csv", "v1", 9, FileStatus.REJECTED, RowCounts.NONE);
    cloud.put(file);

    assertThat(ops("files", "riverside", file.fileId().value(), "--follow"))
        .isEqualTo(ExitCodes.OK);

    assertThat(out.toString())
        .contains(
            "file          " + file.fileId(),
            "problem       MISSING_COLUMN: There is no",
            "report at     s3://errors/riverside/x/report.json");
  }

  @Test
  void retry_isForWhatWasNotTaken_andSaysWhyNotElse() {
    LedgerEntry whole = entry("whole.csv", "v1", 9, FileStatus.COMPLETED, RowCounts.of(1, 0, 0));
    LedgerEntry inHand = entry("in-hand.csv", "v2", 9, FileStatus.PROCESSING, RowCounts.NONE);
    LedgerEntry failed = kept(entry("failed.csv", "v3", 9, FileStatus.FAILED, RowCounts.NONE));
    List.of(whole, inHand, failed).forEach(cloud::put);

    assertThat(ops("retry", "riverside", whole.fileId().value())).isEqualTo(ExitCodes.USAGE);
    assertThat(ops("retry", "riverside", inHand.fileId().value())).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString()).contains("has all its rows stored", "is not finished yet");
    assertThat(cloud.entries).hasSize(3);

    assertThat(ops("retry", "riverside", failed.fileId().value())).isEqualTo(ExitCodes.OK);
    assertThat(cloud.entries.values())
        .filteredOn(file -> file.retryOf().equals(Optional.of(failed.fileId())))
        .hasSize(1);
  }

  @Test
  void fileWhoseOriginalIsGone_isNotTried_andTheExitCodeSaysSo() {
    LedgerEntry lost = entry("lost.csv", "v1", 9, FileStatus.FAILED, RowCounts.NONE);
    cloud.put(lost);

    assertThat(ops("retry", "riverside", lost.fileId().value())).isEqualTo(ExitCodes.NOT_TAKEN);
    assertThat(err.toString()).contains("no longer kept");
  }

  @Test
  void replayOfAll_leavesOutWhatWasNotRead_orIsAReplayItself() {
    // two that were read · one rejected · one a replay of the first
    LedgerEntry first = kept(entry("a.csv", "v1", 9, FileStatus.COMPLETED, RowCounts.of(1, 0, 0)));
    LedgerEntry second = kept(entry("b.csv", "v2", 9, FileStatus.COMPLETED, RowCounts.of(1, 0, 0)));
    LedgerEntry rejected = kept(entry("c.csv", "v3", 9, FileStatus.REJECTED, RowCounts.NONE));
    List.of(first, second, rejected).forEach(cloud::put);
    cloud.announce(first.version(), FileId.chosen(MONDAY), Optional.of(first.fileId()));
    tenant();

    assertThat(ops("replay", "riverside")).isEqualTo(ExitCodes.USAGE);
    assertThat(ops("replay", "riverside", "--all", "--json")).isEqualTo(ExitCodes.OK);

    assertThat(err.toString().lines().filter(line -> line.contains("is read again")))
        .hasSize(2)
        .anyMatch(line -> line.contains(first.fileId().value()))
        .anyMatch(line -> line.contains(second.fileId().value()));
  }

  @Test
  void undo_takesBackTheFilesRecords_andNamesWhoMayHaveHadThemToo() {
    // a wrong file of two rows · a later one that had one of them too
    LedgerEntry wrong = entry("wrong.csv", "v1", 9, FileStatus.COMPLETED, RowCounts.of(2, 0, 0));
    LedgerEntry later = entry("later.csv", "v2", 9, FileStatus.COMPLETED, RowCounts.of(1, 1, 0));
    List.of(wrong, later).forEach(cloud::put);
    stored(
        visit().of("A1").from(wrong.fileId(), 2).build(),
        visit().of("A2").from(wrong.fileId(), 3).build(),
        visit().of("A3").from(later.fileId(), 2).build());

    assertThat(ops("undo", "riverside", wrong.fileId().value())).isEqualTo(ExitCodes.USAGE);
    assertThat(cloud.records.all(RIVERSIDE)).hasSize(3);

    typed = "riverside\n";
    assertThat(ops("undo", "riverside", wrong.fileId().value())).isEqualTo(ExitCodes.OK);

    assertThat(cloud.records.all(RIVERSIDE))
        .extracting(PatientRecord::medicalRecordNumber)
        .containsExactly("A3");
    assertThat(cloud.undone).containsExactly(wrong.fileId());
    assertThat(out.toString())
        .contains("2 records of wrong.csv taken back.")
        .contains("./ops replay riverside " + later.fileId());

    out.getBuffer().setLength(0);
    assertThat(ops("undo", "riverside", wrong.fileId().value(), "--yes", "--json"))
        .isEqualTo(ExitCodes.OK);
    assertThat(out.toString()).contains("\"records\":0");
  }

  @Test
  void erase_wantsTheNameTyped_andLeavesNothing() {
    tenant();
    stored(visit().of("A1").build());
    cloud.put(entry("a.csv", "v1", 9, FileStatus.COMPLETED, RowCounts.of(1, 0, 0)));
    typed = "yes\n";
    assertThat(ops("erase", "riverside")).isEqualTo(ExitCodes.USAGE);
    assertThat(cloud.tenants.find(RIVERSIDE).orElseThrow().enabled()).isTrue();

    typed = "riverside\n";
    assertThat(ops("erase", "riverside")).isEqualTo(ExitCodes.OK);

    assertThat(cloud.records.all(RIVERSIDE)).isEmpty();
    assertThat(cloud.entries).isEmpty();
    assertThat(cloud.tenants.find(RIVERSIDE)).isEmpty();
    assertThat(out.toString()).contains("Erased riverside: 1 record", "35 days");
    assertThat(ops("erase", "riverside", "--yes")).as("again").isEqualTo(ExitCodes.OK);
  }

  @Test
  void patientErased_namesEachFileThatStillHoldsTheirRows() throws Exception {
    // plain · UTF-16 · gz · beyond the first window · another patient's · the number cut in two
    // · deleted between the listing and the look
    tenant();
    stored(visit().of("MRN-77").build(), visit().of("MRN-78").build());
    cloud.contents.put(new StoredObject("archive", "plain.csv"), "a,MRN-77,b".getBytes(UTF_8));
    cloud.contents.put(new StoredObject("archive", "wide.csv"), "MRN-77".getBytes(UTF_16LE));
    cloud.contents.put(new StoredObject("archive", "packed.csv.gz"), gzipped("x,MRN-77"));
    cloud.contents.put(
        new StoredObject("archive", "long.csv"), ("x".repeat(65_533) + "MRN-77").getBytes(UTF_8));
    cloud.contents.put(new StoredObject("archive", "other.csv"), "MRN-78,MRN-7,7".getBytes(UTF_8));

    StoredObject gone = new StoredObject("archive", "gone.csv");
    cloud.contents.put(gone, "a,MRN-77,b".getBytes(UTF_8));
    cloud.gone.add(gone);

    assertThat(ops("erase", "riverside", "--mrn", "MRN-77", "--search", "--yes", "--json"))
        .isEqualTo(ExitCodes.OK);

    assertThat(cloud.records.all(RIVERSIDE))
        .extracting(PatientRecord::medicalRecordNumber)
        .containsExactly("MRN-78");
    JsonNode done = new ObjectMapper().readTree(out.toString());
    assertThat(done.path("records").asLong()).isEqualTo(1);
    assertThat(done.path("held_by"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrder(
            "s3://archive/plain.csv",
            "s3://archive/wide.csv",
            "s3://archive/packed.csv.gz",
            "s3://archive/long.csv");
  }

  @Test
  void patientWhoseNumberHasAQuotationMark_isFoundInEitherSpelling() {
    tenant();
    cloud.contents.put(new StoredObject("archive", "bare.csv"), "a,5\"6,b".getBytes(UTF_8));
    cloud.contents.put(new StoredObject("archive", "csv.csv"), "a,\"5\"\"6\",b".getBytes(UTF_8));

    ops("erase", "riverside", "--mrn", "5\"6", "--search", "--yes");

    assertThat(out.toString()).contains("s3://archive/bare.csv", "s3://archive/csv.csv");
  }

  @Test
  void environment_isSaidInEitherWay() {
    assertThat(Ops.environment("--env", "dev", "files")).contains("dev");
    assertThat(Ops.environment("files", "riverside", "--env=dev")).contains("dev");
    assertThat(Ops.environment("files", "riverside")).isEmpty();
  }

  private static LedgerEntry kept(LedgerEntry e) {
    return new LedgerEntry(
        e.version(),
        e.fileId(),
        e.status(),
        e.attempts(),
        e.rows(),
        e.sha256(),
        e.startedAt(),
        e.finishedAt(),
        e.duplicateOf(),
        e.retryOf(),
        e.problem(),
        Optional.of(new StoredObject("archive", e.version().name())),
        e.rejects(),
        e.report(),
        e.notices(),
        e.undoneAt());
  }

  private static byte[] gzipped(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private void tenant() {
    ops("tenants", "add", "riverside", "--name", "Riverside", "--time-zone", "America/New_York");
    out.getBuffer().setLength(0);
  }

  private void stored(PatientRecord... visits) {
    cloud.records.store(RIVERSIDE, List.of(visits), Fence.NONE);
  }

  private static PatientRecord[] patients(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(number -> visit().of("P%03d".formatted(number)).build())
        .toArray(PatientRecord[]::new);
  }

  private static Addresses addresses() {
    return Addresses.merged(Map.of("AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:8085"), Map.of());
  }

  private int ops(String... args) {
    Terminal terminal =
        new Terminal(new PrintWriter(out), new PrintWriter(err), 80, Ansi.OFF, false);
    Context context =
        new Context(
            terminal,
            addresses(),
            cloud,
            account -> {
              throw new AssertionError("no command here opens it");
            },
            new BufferedReader(new StringReader(typed)));
    int exitCode = Ops.run(context, args);
    terminal.out().flush();
    terminal.err().flush();
    return exitCode;
  }
}
