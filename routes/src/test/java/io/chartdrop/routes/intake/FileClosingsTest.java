package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.file.Claim;
import io.chartdrop.records.file.ClaimRequest;
import io.chartdrop.records.file.ClaimVerdict;
import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.FileClaims;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.InMemoryFiles;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LeaseLostException;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class FileClosingsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final Tenant RIVERSIDE =
      Tenant.of(new TenantId("riverside"), "Riverside", ZoneOffset.UTC);
  private static final Closing CLOSING =
      Closing.failed(
          new Problem(FileCode.PROCESSING_FAILED, "x"), RowCounts.NONE, Optional.empty());

  private final InMemoryFiles files = new InMemoryFiles(Clock.fixed(NOON, ZoneOffset.UTC));
  private final AtomicLong nanos = new AtomicLong();
  private final BackOff backOff = new BackOff(time -> nanos.addAndGet(time.toNanos()), () -> 1);
  private final Attempt attempt = attempt();

  private Attempt attempt() {
    InboxVersion version = new InboxVersion(RIVERSIDE.id(), "riverside/a.csv", "v", 1, NOON);
    ClaimVerdict verdict =
        files.claim(
            new ClaimRequest(version, Optional.empty(), Optional.empty(), RIVERSIDE, LEASE));
    return new Attempt(
        ((ClaimVerdict.Granted) verdict).claim(), new Shutdown(), nanos::get, 0, LEASE);
  }

  @Test
  void closingWhoseAnswerIsLost_isAskedForAgain_andDoneOnce() {
    // the heartbeat finds the file closed meanwhile, and ends the attempt
    attempt.end();
    new FileClosings(new UnheardClaims(files, 2), backOff).close(attempt, CLOSING);

    assertThat(files.find(RIVERSIDE.id(), attempt.fileId()).orElseThrow().status())
        .isEqualTo(FileStatus.FAILED);
    assertThat(files.of(RIVERSIDE.id(), LocalDate.of(2026, 3, 1), 1).get(0).files()).isEqualTo(1);
  }

  @Test
  void storeThatAnswersNever_isAskedAsLongAsTheLeaseLasts() {
    FileClosings closings = new FileClosings(new UnheardClaims(files, Integer.MAX_VALUE), backOff);

    assertThatThrownBy(() -> closings.close(attempt, CLOSING))
        .isInstanceOf(LeaseLostException.class);
    assertThat(Duration.ofNanos(nanos.get())).isBetween(LEASE, LEASE.plusMillis(200));
  }

  @Test
  void refusal_isAnAnswer() {
    SdkException refusal = ResourceNotFoundException.builder().statusCode(400).build();
    FileClaims claims =
        new UnheardClaims(files, 0) {
          @Override
          public void close(Claim claim, Closing closing) {
            throw refusal;
          }
        };

    assertThatThrownBy(() -> new FileClosings(claims, backOff).close(attempt, CLOSING))
        .isSameAs(refusal);
    assertThat(nanos.get()).isZero();
  }
}
