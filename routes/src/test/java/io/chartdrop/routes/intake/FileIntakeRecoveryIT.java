package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.records.Fence;
import io.chartdrop.records.file.Claim;
import io.chartdrop.records.file.ClaimRequest;
import io.chartdrop.records.file.ClaimVerdict.Granted;
import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.FileAnnouncements;
import io.chartdrop.records.file.FileClaims;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.file.Progress;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.file.UploadMetadata;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.ChangedTenant;
import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantRegistry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import org.apache.camel.component.aws2.s3.AWS2S3Operations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What earlier workers left behind, in whatever state, is brought to its end once. */
@IntakeTest
class FileIntakeRecoveryIT implements EmbeddedCloud {
  private static final String ROWS =
      Clinic.HEADER
          + "A1,Ann,Oak,2026-03-01 09:30,Well\n"
          + "A2,Ben,Elm,2026-03-01 10:00,Better\n"
          + "A3,Cat,Ash,2026-03-02 11:15,Knee\n";

  @Autowired private S3Client s3;
  @Autowired private FileLedger ledger;
  @Autowired private FileClaims claims;
  @Autowired private ContentClaims contents;
  @Autowired private RecordStore store;
  @Autowired private TenantRegistry registry;
  @Autowired private IntakeProperties properties;
  @Autowired private CamelContext camel;
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

  /** Another worker claims the file and is never heard of again; its lease is over at once. */
  private Claim claimedByAWorkerThatDied(String name, String versionId) {
    HeadObjectResponse head =
        s3.headObject(
            h ->
                h.bucket(properties.inbox()).key(clinic.id().prefix() + name).versionId(versionId));
    InboxVersion version =
        new InboxVersion(
            clinic.id(),
            clinic.id().prefix() + name,
            versionId,
            head.contentLength(),
            head.lastModified());
    Tenant tenant = Tenant.of(clinic.id(), "A clinic", ZoneId.of("America/New_York"));
    return ((Granted)
            claims.claim(
                new ClaimRequest(
                    version, Optional.empty(), Optional.empty(), tenant, Duration.ZERO)))
        .claim();
  }

  @Test
  void workerDiedAmongTheRows_theNextOneCountsThemAsNew() {
    // the dead worker had stored the first two of three rows
    Claim dead = claimedByAWorkerThatDied("daily.csv", clinic.uploads("daily.csv", ROWS));
    Clinic twin = new Clinic(s3, ledger, store, registry, properties).opens();
    twin.uploads("daily.csv", ROWS);
    twin.closed("daily.csv");
    List<PatientRecord> stored =
        twin.records().stream().limit(2).map(record -> asOf(dead, record)).toList();
    store.store(clinic.id(), stored, () -> {});
    clinic.opens();

    LedgerEntry file = clinic.closed("daily.csv");
    assertThat(file.attempts()).isEqualTo(2);
    assertThat(file.rows()).isEqualTo(RowCounts.of(3, 0, 0));
    assertThat(clinic.records()).hasSize(3);
  }

  private PatientRecord asOf(Claim claim, PatientRecord r) {
    return new PatientRecord(
        clinic.id(),
        r.medicalRecordNumber(),
        r.firstName(),
        r.lastName(),
        r.dateTime(),
        r.timeZone(),
        r.dateTimeUtc(),
        r.ambiguousTime(),
        r.doctorsNotes(),
        r.extra(),
        claim.fileId(),
        r.line(),
        claim.version().lastModified());
  }

  /** Of first.csv, by a worker that told this before it died; second.csv has the same bytes. */
  private void storesTwoRowsAndDies(Progress told) {
    Claim dead = claimedByAWorkerThatDied("first.csv", clinic.uploads("first.csv", ROWS));
    Clinic twin = new Clinic(s3, ledger, store, registry, properties).opens();
    twin.uploads("daily.csv", ROWS);
    twin.closed("daily.csv");
    store.store(
        clinic.id(),
        twin.records().stream().limit(2).map(record -> asOf(dead, record)).toList(),
        () -> {});
    claims.renew(dead, told, Duration.ofSeconds(3));
    clinic.uploads("second.csv", ROWS);
    clinic.opens();
  }

  @Tag("not-on-moto") // its rows take it a quarter of a minute
  @Test
  void halfStoredFile_whoseBytesAnotherFileBrought_isReadToItsEnd() {
    // the dead worker had stored two of three rows and said so · the same bytes came again and were
    // read first
    storesTwoRowsAndDies(begun(RowCounts.of(2, 0, 0)));

    assertThat(clinic.closed("second.csv").rows()).isEqualTo(RowCounts.of(1, 2, 0));
    assertThat(clinic.closed("first.csv").rows()).isEqualTo(RowCounts.of(2, 1, 0));
    assertThat(clinic.records()).hasSize(3);
  }

  @Test
  void fileWhoseWorkerDiedBeforeItSaidHowFarItWas_isNoDuplicateOfWhatCameLater() {
    // the dead worker had stored two of three rows, and no heartbeat told · the same bytes came
    // again and were read first
    storesTwoRowsAndDies(new Progress(RowCounts.NONE, false, Optional.empty()));

    assertThat(clinic.closed("second.csv").rows()).isEqualTo(RowCounts.of(1, 2, 0));
    assertThat(clinic.closed("first.csv").rows()).isEqualTo(RowCounts.of(2, 1, 0));
  }

  @Test
  void fileGivenBackAmongItsRows_isNoDuplicateOfWhatCameLater() {
    // the worker was stopped with two of three rows stored and none counted, which is no attempt ·
    // the same bytes came again and were read first
    Claim stopped = claimedByAWorkerThatDied("first.csv", clinic.uploads("first.csv", ROWS));
    Clinic twin = new Clinic(s3, ledger, store, registry, properties).opens();
    twin.uploads("daily.csv", ROWS);
    twin.closed("daily.csv");
    store.store(
        clinic.id(),
        twin.records().stream().limit(2).map(record -> asOf(stopped, record)).toList(),
        () -> {});
    claims.release(stopped, begun(RowCounts.NONE), false, Duration.ofSeconds(3));
    clinic.uploads("second.csv", ROWS);
    clinic.opens();

    assertThat(clinic.closed("second.csv").rows()).isEqualTo(RowCounts.of(1, 2, 0));
    assertThat(clinic.closed("first.csv").rows()).isEqualTo(RowCounts.of(2, 1, 0));
  }

  private static Progress begun(RowCounts rows) {
    return new Progress(rows, true, Optional.empty());
  }

  @Test
  void workerDiedAfterTheClosing_onlyTheVersionIsDeleted() {
    // closed, but still in the inbox
    Claim dead = claimedByAWorkerThatDied("daily.csv", clinic.uploads("daily.csv", ROWS));
    claims.close(
        dead,
        Closing.rejected(
                new Problem(FileCode.MISSING_COLUMN, "x"), Optional.empty(), Optional.empty())
            .at(
                new StoredObject(properties.errors(), clinic.id().prefix() + "daily.csv"),
                Optional.empty(),
                Optional.empty()));
    clinic.opens();

    clinic.inboxHolds();
    assertThat(clinic.records()).isEmpty();
    assertThat(clinic.withStatus(FileStatus.REJECTED).attempts()).isEqualTo(1);
  }

  @Test
  void fileThatEveryAttemptDiedOf_isGivenUp_andOthersGoOn() {
    // five attempts died, and the last one held the bytes · a good file of the same clinic waits
    // beside it
    String version = clinic.uploads("poison.csv", ROWS);
    for (int attempt = 1; attempt < properties.maxAttempts(); attempt++) {
      claimedByAWorkerThatDied("poison.csv", version);
    }
    Claim last = claimedByAWorkerThatDied("poison.csv", version);
    String sha = "5".repeat(64);
    claims.renew(last, new Progress(RowCounts.NONE, true, Optional.of(sha)), Duration.ZERO);
    contents.add(last.contentKey(sha), last, Duration.ZERO);
    clinic.uploads("good.csv", ROWS);
    clinic.opens();

    LedgerEntry poison = clinic.closed("poison.csv");
    assertThat(poison.status()).isEqualTo(FileStatus.FAILED);
    assertThat(poison.problem().orElseThrow().code()).isEqualTo(FileCode.PROCESSING_FAILED);
    assertThat(contents.contains(last.contentKey(sha))).as("nobody holds its bytes").isFalse();
    assertThat(clinic.read(poison.original().orElseThrow())).isEqualTo(ROWS);
    assertThat(poison.original().orElseThrow().bucket()).isEqualTo(properties.errors());
    assertThat(clinic.closed("good.csv").rows()).isEqualTo(RowCounts.of(3, 0, 0));
  }

  @Test
  void fileThatCannotEvenBeMovedAway_isGivenUpWhereItIs_andBlocksNoNewerOneOfItsName() {
    // five attempts died, and the one that gave it up failed too · its name comes again
    String version = clinic.uploads("refused.csv", ROWS);
    for (int attempt = 1; attempt <= properties.maxAttempts() + 1; attempt++) {
      claimedByAWorkerThatDied("refused.csv", version);
    }
    clinic.opens();

    LedgerEntry refused = clinic.closed("refused.csv");
    assertThat(refused.status()).isEqualTo(FileStatus.FAILED);
    assertThat(clinic.read(refused.original().orElseThrow())).isEqualTo(ROWS);
    clinic.uploads("refused.csv", ROWS);
    assertThat(clinic.closed(2))
        .extracting(LedgerEntry::status)
        .containsExactlyInAnyOrder(FileStatus.FAILED, FileStatus.COMPLETED);
    clinic.inboxHolds("refused.csv");
  }

  @Test
  void versionDeletedForGoodAfterItsClaim_isClosed() {
    // two of its three rows were stored · its worker died · then its version was deleted
    String version = clinic.uploads("daily.csv", ROWS);
    Claim dead = claimedByAWorkerThatDied("daily.csv", version);
    claims.renew(dead, begun(RowCounts.of(2, 0, 0)), Duration.ZERO);
    s3.deleteObject(
        delete ->
            delete
                .bucket(properties.inbox())
                .key(clinic.id().prefix() + "daily.csv")
                .versionId(version));
    clinic.opens();

    LedgerEntry gone = clinic.closed("daily.csv");
    assertThat(gone.status()).isEqualTo(FileStatus.FAILED);
    assertThat(gone.problem().orElseThrow().code()).isEqualTo(FileCode.WITHDRAWN);
    assertThat(gone.rows()).isEqualTo(RowCounts.of(2, 0, 0));
    await("what the alarm listens to, told after the closing")
        .until(
            () ->
                meters
                    .find("chartdrop.files.closed")
                    .tags("tenant", clinic.id().value(), "status", "FAILED")
                    .counters(),
            told -> told.stream().mapToDouble(Counter::count).sum() == 1);
  }

  @Test
  void fileBegunBeforeItWasWithdrawn_isFinished() {
    String version = clinic.uploads("daily.csv", ROWS);
    claimedByAWorkerThatDied("daily.csv", version);
    clinic.deletes("daily.csv");
    clinic.opens();

    assertThat(clinic.closed("daily.csv").rows()).isEqualTo(RowCounts.of(3, 0, 0));
  }

  @Test
  void queuedFileOfATenantThatWasRemovedMeanwhile_isLeftAlone() {
    InboxVersion version =
        new InboxVersion(clinic.id(), clinic.id().prefix() + "daily.csv", "v", 1, Instant.now());

    Object left =
        camel
            .createFluentProducerTemplate()
            .withExchangeProperty(FileIntake.VERSION, version)
            .withBody(version)
            .to("direct:" + FileIntake.RECEIVE_FILE)
            .request(Object.class);

    assertThat(left).as("neither a version to delete nor an attempt").isEqualTo(Optional.empty());
  }

  @Test
  void uploadThatOurApiAnnounced_isReadUnderItsId_thoughWithdrawnSince() {
    // our API took it in and answered with its id · the clinic deletes it over SFTP · then we poll
    FileId chosen = FileId.chosen(Instant.now());
    String name = clinic.id().prefix() + "daily.csv";
    s3.putObject(
        put ->
            put.bucket(properties.inbox())
                .key(name)
                .metadata(Map.of(UploadMetadata.FILE_ID, chosen.value())),
        RequestBody.fromString(ROWS));
    HeadObjectResponse head = s3.headObject(h -> h.bucket(properties.inbox()).key(name));
    ((FileAnnouncements) ledger)
        .announce(
            new InboxVersion(
                clinic.id(),
                name,
                head.versionId(),
                ROWS.length(),
                head.lastModified().truncatedTo(ChronoUnit.SECONDS)),
            chosen,
            Optional.empty());
    clinic.deletes("daily.csv");
    clinic.opens();

    LedgerEntry entry = clinic.closed("daily.csv");
    assertThat(entry.fileId()).isEqualTo(chosen);
    assertThat(entry.rows()).isEqualTo(RowCounts.of(3, 0, 0));
    assertThat(clinic.files()).hasSize(1);
  }

  @Test
  void replay_isReadAgain_andFillsWhatIsMissing() {
    // an operator copies the archived file back, with the metadata that says so
    clinic.opens().uploads("daily.csv", ROWS);
    LedgerEntry original = clinic.closed("daily.csv");
    s3.putObject(
        put ->
            put.bucket(properties.inbox())
                .key(clinic.id().prefix() + "again.csv")
                .metadata(Map.of(UploadMetadata.REPLAY_OF, original.fileId().value())),
        RequestBody.fromString(ROWS));

    LedgerEntry replay = clinic.closed("again.csv");
    assertThat(replay.status()).isEqualTo(FileStatus.COMPLETED);
    assertThat(replay.retryOf()).contains(original.fileId());
    assertThat(replay.rows()).isEqualTo(RowCounts.of(0, 3, 0));
  }

  @Test
  void sameBytesUnderMendedSettings_areReadAgain_ifRowsWereRejected() {
    // 25/12 is no month first · the clinic's date order is mended · the same file comes again
    String dayFirst =
        Clinic.HEADER
            + "A1,Ann,Oak,25/12/2025 09:30,Well\n"
            + "A2,Ben,Elm,2026-03-01 10:00,Better\n";
    clinic.opens().uploads("first.csv", dayFirst);
    assertThat(clinic.closed("first.csv").rows()).isEqualTo(RowCounts.of(1, 0, 1));
    clinic.opens(t -> ChangedTenant.withOrder(t, DateOrder.DMY)).uploads("second.csv", dayFirst);

    LedgerEntry second = clinic.closed("second.csv");
    assertThat(second.rows()).isEqualTo(RowCounts.of(1, 1, 0));
    clinic.uploads("third.csv", dayFirst);
    assertThat(clinic.closed("third.csv").duplicateOf()).contains(second.fileId());
  }

  @Test
  void objectBeyondOneCopy_isCopiedInParts_fromTheVersionNamed() {
    // 12 MB in parts of 5 MB · overwritten since
    byte[] large = new byte[12 << 20];
    new Random(7).nextBytes(large);
    String version = clinic.uploads("large.bin.tmp", large);
    clinic.uploads("large.bin.tmp", "newer");
    String copy = clinic.id().prefix() + "copy";

    new LargeCopy(s3, 5 << 20)
        .copy(
            CopyObjectRequest.builder()
                .sourceBucket(properties.inbox())
                .sourceKey(clinic.id().prefix() + "large.bin.tmp")
                .sourceVersionId(version)
                .destinationBucket(properties.errors())
                .destinationKey(copy)
                .build(),
            large.length,
            Fence.NONE);
    assertThat(s3.getObjectAsBytes(get -> get.bucket(properties.errors()).key(copy)).asByteArray())
        .isEqualTo(large);
  }

  @Test
  void copyAndDelete_areGivenWholeRequests_forTheComponentNamesNoVersion() {
    List<AWS2S3Endpoint> endpoints =
        camel.getEndpoints().stream()
            .filter(AWS2S3Endpoint.class::isInstance)
            .map(AWS2S3Endpoint.class::cast)
            .toList();

    assertThat(endpoints)
        .filteredOn(endpoint -> endpoint.getConfiguration().getOperation() != null)
        .extracting(endpoint -> endpoint.getConfiguration().getOperation())
        .contains(
            AWS2S3Operations.copyObject, AWS2S3Operations.deleteObject, AWS2S3Operations.getObject);
    assertThat(endpoints)
        .filteredOn(endpoint -> endpoint.getConfiguration().getOperation() != null)
        .allMatch(endpoint -> endpoint.getConfiguration().isPojoRequest());
  }
}
