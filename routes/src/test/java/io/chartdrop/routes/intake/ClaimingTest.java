package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.InMemoryFiles;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

class ClaimingTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Tenant RIVERSIDE =
      Tenant.of(new TenantId("riverside"), "Riverside", ZoneOffset.UTC);
  private static final InboxVersion VERSION =
      new InboxVersion(RIVERSIDE.id(), "riverside/a.csv", "v", 1, NOON);
  private static final IntakeProperties PROPERTIES =
      new Binder(
              new MapConfigurationPropertySource(
                  Map.of("intake.inbox", "inbox", "intake.heartbeat", "10ms")))
          .bind("intake", IntakeProperties.class)
          .get();

  private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
  private final InMemoryFiles files = new InMemoryFiles(clock);
  private final UnheardClaims claims = new UnheardClaims(files, 2);
  private final Heartbeat heartbeat = new Heartbeat(claims, files, PROPERTIES);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Claiming claiming =
      new Claiming(
          new UploadMarks(new ObjectsWithoutMarks(), PROPERTIES),
          claims,
          files,
          new FilesInHand(clock),
          heartbeat,
          new Quarantine(),
          new Rests(PROPERTIES),
          new Shutdown(),
          new InboxWatch(meters, clock),
          new IntakeMeters(meters, clock),
          PROPERTIES,
          clock);

  @AfterEach
  void stop() {
    heartbeat.destroy();
  }

  @Test
  void claimWhoseAnswerIsLost_isTakenBack_andIsNoAttempt() {
    // the answers to the claim, and to the first try to take it back, are lost
    Received received = new Received(VERSION, Optional.of(RIVERSIDE));
    assertThatThrownBy(() -> claiming.claim(received)).isInstanceOf(ApiCallTimeoutException.class);

    LedgerEntry entry =
        await()
            .until(
                () -> files.find(RIVERSIDE.id(), VERSION.fileId()).orElseThrow(),
                it -> it.status() == FileStatus.RECEIVED);
    assertThat(entry.attempts()).isZero();
    assertThat(claiming.claim(received)).isInstanceOf(Attempt.class);
  }
}
