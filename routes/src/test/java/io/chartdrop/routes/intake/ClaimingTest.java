package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chartdrop.records.file.ClaimRequest;
import io.chartdrop.records.file.ClaimVerdict;
import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.FileClaims;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.InMemoryFiles;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ClaimingTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Tenant RIVERSIDE =
      Tenant.of(new TenantId("riverside"), "Riverside", ZoneOffset.UTC);
  private static final InboxVersion VERSION = version("a.csv");
  private static final Received RECEIVED = new Received(VERSION, Optional.of(RIVERSIDE));
  private static final IntakeProperties PROPERTIES =
      new Binder(
              new MapConfigurationPropertySource(
                  Map.of("intake.inbox", "inbox", "intake.heartbeat", "10ms")))
          .bind("intake", IntakeProperties.class)
          .get();

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final InMemoryFiles files = new InMemoryFiles(clock);
  private final UnheardClaims unheard = new UnheardClaims(files, 2);
  private final FilesInHand inHand = new FilesInHand(clock);
  private final Heartbeat heartbeat = new Heartbeat(unheard, files, PROPERTIES);
  private final Rests rests = new Rests(PROPERTIES);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private static InboxVersion version(String name) {
    return new InboxVersion(RIVERSIDE.id(), RIVERSIDE.id().prefix() + name, "v", 1, NOON);
  }

  private Claiming claiming(FileClaims claims) {
    return new Claiming(
        new UploadMarks(new ObjectsWithoutMarks(), PROPERTIES),
        claims,
        files,
        inHand,
        heartbeat,
        new Quarantine(),
        rests,
        new Shutdown(),
        new InboxWatch(meters, clock),
        new IntakeMeters(meters, clock),
        PROPERTIES,
        clock);
  }

  @AfterEach
  void stop() throws Exception {
    heartbeat.destroy();
  }

  @Test
  void claimWhoseAnswerIsLost_isTakenBack_andIsNoAttempt() {
    // the answers to the claim, and to the first try to take it back, are lost
    Claiming claiming = claiming(unheard);
    assertThatThrownBy(() -> claiming.claim(RECEIVED)).isInstanceOf(ApiCallTimeoutException.class);
    assertThat(inHand.isFree(VERSION)).as("asked for again at once").isFalse();

    LedgerEntry entry =
        await()
            .until(
                () -> files.find(RIVERSIDE.id(), VERSION.fileId()).orElseThrow(),
                it -> it.status() == FileStatus.RECEIVED);
    assertThat(entry.attempts()).isZero();
    assertThat(claiming.claim(RECEIVED)).isInstanceOf(Attempt.class);
  }

  @Test
  void claimThatIsRefused_rests_andNothingIsSaidAgain() throws Exception {
    // a role without permission: the claim is refused, and so is taking it back
    AtomicInteger takenBack = new AtomicInteger();
    Claiming claiming =
        claiming(
            new UnheardClaims(files, 0) {
              @Override
              public ClaimVerdict claim(ClaimRequest request) {
                throw DynamoDbException.builder().statusCode(400).build();
              }

              @Override
              public void takeBack(ClaimRequest request) {
                takenBack.incrementAndGet();
                throw DynamoDbException.builder().statusCode(400).build();
              }
            });
    assertThatThrownBy(() -> claiming.claim(RECEIVED)).isInstanceOf(DynamoDbException.class);

    assertThat(inHand.isFree(VERSION)).isFalse();
    heartbeat.destroy(); // which does what is still to be done
    assertThat(takenBack).hasValue(1);
  }

  @Test
  void closedFile_countsOnce_howeverOftenItsAttemptIsEnded() {
    // one file meets with twenty outages, while ten others are closed
    Claiming claiming = claiming(files);
    IntStream.range(0, 20).forEach(i -> rests.afterOutage(VERSION));
    for (int i = 0; i < 10; i++) {
      InboxVersion other = version(i + ".csv");
      Attempt attempt = (Attempt) claiming.claim(new Received(other, Optional.of(RIVERSIDE)));
      attempt.closed();
      claiming.end(attempt);
      claiming.end(attempt);
    }

    assertThat(rests.isTheFilesOwn(VERSION)).isFalse();
  }

  @Test
  void whatOnlyOneFileMeetsWith_countsAfterTwentyTimes_butNeverWhatAStoreAnswers() {
    // twenty outages of two files, and twenty others closed meanwhile
    InboxVersion refused = version("refused.csv");
    IntStream.range(0, 20).forEach(i -> rests.afterOutage(VERSION));
    IntStream.range(0, 20).forEach(i -> rests.afterOutage(refused));
    IntStream.range(0, 20).forEach(i -> rests.closed(version(i + ".csv")));

    AwsServiceException answer = S3Exception.builder().statusCode(503).build();
    assertThat(attemptsAfter(answer, refused)).isZero();
    assertThat(attemptsAfter(ApiCallTimeoutException.create(12_000), VERSION)).isEqualTo(1);
  }

  private int attemptsAfter(Exception fault, InboxVersion version) {
    Claiming claiming = claiming(files);
    claiming.fail((Attempt) claiming.claim(new Received(version, Optional.of(RIVERSIDE))), fault);
    return files.find(RIVERSIDE.id(), version.fileId()).orElseThrow().attempts();
  }

  @Test
  void fileThatWasCalledGone_staysWhereItIs_whenItIsThereAllTheSame() {
    // somebody looked for it in a wrong bucket, and closed it
    Claiming claiming = claiming(files);
    Attempt attempt = (Attempt) claiming.claim(RECEIVED);
    Problem gone = new Problem(FileCode.WITHDRAWN, "gone");
    files.close(attempt.claim(), Closing.failed(gone, RowCounts.NONE, Optional.empty()));

    assertThat(claiming.claim(RECEIVED)).isEqualTo(Optional.empty());
    assertThat(inHand.isLeftAlone(VERSION)).isTrue();
  }
}
