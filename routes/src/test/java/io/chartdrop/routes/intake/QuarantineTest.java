package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.Claim;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuarantineTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final TenantId RIVERSIDE = new TenantId("riverside");

  private final Quarantine quarantine = new Quarantine();

  @Test
  void filesInTheirFirstAttempts_goOnSideBySide() {
    assertThat(quarantine.admits(attempt("a.csv", 1))).isTrue();
    assertThat(quarantine.admits(attempt("b.csv", 2))).isTrue();
    assertThat(quarantine.admits(attempt("c.csv", 2))).isTrue();
  }

  @Test
  void suspects_goOnOneByOne_besideTheOthers() {
    Attempt first = attempt("a.csv", 3);
    Attempt second = attempt("b.csv", 4);

    assertThat(quarantine.admits(first)).isTrue();
    assertThat(quarantine.admits(second)).isFalse();
    assertThat(quarantine.admits(attempt("fresh.csv", 1))).isTrue();

    quarantine.leave(first);
    assertThat(quarantine.admits(second)).isTrue();
  }

  @Test
  void attemptThatWaited_doesNotLetTheNextOneIn() {
    Attempt inside = attempt("a.csv", 3);
    Attempt outside = attempt("b.csv", 3);
    quarantine.admits(inside);
    quarantine.admits(outside);

    quarantine.leave(outside);

    assertThat(quarantine.admits(attempt("c.csv", 3))).isFalse();
  }

  private static Attempt attempt(String name, int attempts) {
    InboxVersion version = new InboxVersion(RIVERSIDE, "riverside/" + name, "v1", 1, NOON);
    Claim claim =
        new Claim(
            version,
            version.fileId(),
            "owner",
            attempts,
            false,
            false,
            Tenant.of(RIVERSIDE, "Riverside", ZoneId.of("America/New_York")),
            Optional.empty(),
            RowCounts.NONE,
            Optional.empty());
    return new Attempt(claim, new Shutdown(), System::nanoTime, 0, Duration.ofSeconds(105));
  }
}
