package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.Claim;
import io.chartdrop.records.file.ClaimRequest;
import io.chartdrop.records.file.ClaimVerdict.Granted;
import io.chartdrop.records.file.InMemoryFiles;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.Progress;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

class HeartbeatTest {
  private static final Tenant RIVERSIDE =
      Tenant.of(new TenantId("riverside"), "Riverside", ZoneOffset.UTC);
  private static final InboxVersion VERSION =
      new InboxVersion(RIVERSIDE.id(), "riverside/a.csv", "v", 1, Instant.EPOCH);

  private final InMemoryFiles files = new InMemoryFiles(Clock.systemUTC());
  private final CountDownLatch renewed = new CountDownLatch(1);
  private final Heartbeat heartbeat =
      new Heartbeat(
          new UnheardClaims(files, 0) {
            @Override
            public void renew(Claim claim, Progress progress, Duration lease) {
              renewed.countDown();
            }
          },
          files,
          new Binder(
                  new MapConfigurationPropertySource(
                      Map.of("intake.inbox", "inbox", "intake.heartbeat", "100ms")))
              .bind("intake", IntakeProperties.class)
              .get());

  @Test
  void whatCouldNotBeSaid_isSaidOnceMore_thoughTheWorkerEnds() throws Exception {
    AtomicInteger said = new AtomicInteger();
    isNotHeardAtFirst(said::incrementAndGet);

    heartbeat.destroy();

    assertThat(said).hasValue(1);
  }

  @Test
  void leasesAreRenewed_howeverMuchThereIsToSayAgain() throws Exception {
    // ten times something was not heard, and saying it again takes for ever
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 10; i++) {
      isNotHeardAtFirst(() -> await(never));
    }
    heartbeat.start(attempt());

    assertThat(renewed.await(10, TimeUnit.SECONDS)).isTrue();
    never.countDown();
    heartbeat.destroy();
  }

  private void isNotHeardAtFirst(Runnable saying) {
    AtomicBoolean again = new AtomicBoolean();
    heartbeat.repeatUntilDone(
        VERSION.fileId(),
        () -> {
          if (!again.getAndSet(true)) {
            throw ApiCallTimeoutException.create(12_000);
          }
          saying.run();
        });
  }

  private Attempt attempt() {
    ClaimRequest request =
        new ClaimRequest(
            VERSION, Optional.empty(), Optional.empty(), RIVERSIDE, Duration.ofMinutes(1));
    Claim claim = ((Granted) files.claim(request)).claim();
    return new Attempt(
        claim, new Shutdown(), System::nanoTime, System.nanoTime(), Duration.ofMinutes(1));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
