package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.file.Claim;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LeaseLostException;
import io.chartdrop.records.file.Progress;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final TenantId RIVERSIDE = new TenantId("riverside");

  private final AtomicLong nanos = new AtomicLong();
  private final Shutdown shutdown = new Shutdown();
  private final Attempt attempt =
      new Attempt(claim(), shutdown, nanos::get, 0, Duration.ofSeconds(105));

  /** Of a file that nobody has begun. */
  static Claim claim() {
    InboxVersion version = new InboxVersion(RIVERSIDE, "riverside/a.csv", "v1", 1, NOON);
    return new Claim(
        version,
        version.fileId(),
        "owner",
        1,
        false,
        false,
        Tenant.of(RIVERSIDE, "Riverside", ZoneId.of("America/New_York")),
        Optional.empty(),
        RowCounts.NONE,
        Optional.empty());
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void stands_untilItsTimeIsUp_whateverTheWallClockSays() {
    passes(Duration.ofSeconds(104));
    assertThatCode(attempt::check).doesNotThrowAnyException();
    passes(Duration.ofSeconds(1));
    assertThatThrownBy(attempt::check).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void renewal_countsFromWhenItWasSent() {
    // sent at 60 s, answered at 100 s
    long sentAt = Duration.ofSeconds(60).toNanos();
    passes(Duration.ofSeconds(100));
    attempt.extend(sentAt, Duration.ofSeconds(105));

    passes(Duration.ofSeconds(64));
    assertThatCode(attempt::check).doesNotThrowAnyException();
    passes(Duration.ofSeconds(1));
    assertThatThrownBy(attempt::check).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void ended_lateRenewalDoesNotReviveIt() {
    attempt.end();
    attempt.extend(nanos.get(), Duration.ofSeconds(105));

    assertThatThrownBy(attempt::check).isInstanceOf(LeaseLostException.class);
  }

  @Test
  void onceItStores_itSaysSo_beforeARowIsCounted() {
    assertThat(attempt.progress().begun()).isFalse();
    attempt.beginStoring();

    assertThat(attempt.progress()).isEqualTo(new Progress(RowCounts.NONE, true, Optional.empty()));
    assertThat(attempt.wasBegun()).as("by an earlier one").isFalse();
  }

  @Test
  void stoppingProcess_stopsTheWork() {
    shutdown.begin();

    assertThatThrownBy(attempt::check).isInstanceOf(StoppingException.class);
  }
}
