package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InboxWatchTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final TenantId RIVERSIDE = new TenantId("riverside");
  private static final InboxVersion OLD = version("old.csv", 90);
  private static final InboxVersion YOUNG = version("young.csv", 30);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final InboxWatch watch =
      new InboxWatch(meters, Clock.fixed(NOON, ZoneOffset.UTC), nanos::get);

  private static InboxVersion version(String name, long age) {
    return new InboxVersion(RIVERSIDE, RIVERSIDE.prefix() + name, "v1", 1, NOON.minusSeconds(age));
  }

  @BeforeEach
  void begin() {
    watch.begin(RIVERSIDE);
  }

  private double oldest() {
    return meters.get("chartdrop.inbox.oldest").tag("tenant", "riverside").gauge().value();
  }

  private double unseen(String tenant) {
    return meters.get("chartdrop.tenant.poll.age").tag("tenant", tenant).gauge().value();
  }

  private void passes(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void oldestWaitingFile_isToldByItsAge_untilSomebodyReadsIt() {
    assertThat(oldest()).isZero();
    watch.looked(RIVERSIDE, Set.of(YOUNG, OLD));
    assertThat(oldest()).isEqualTo(90);

    watch.taken(OLD);
    assertThat(oldest()).isEqualTo(30);
    watch.givenBack(OLD);
    assertThat(oldest()).isEqualTo(90);

    watch.looked(RIVERSIDE, Set.of());
    assertThat(oldest()).isZero();
  }

  @Test
  void lookThatDidNotComeToTheEnd_forgetsNothing() {
    watch.looked(RIVERSIDE, Set.of(OLD));

    watch.looked(RIVERSIDE);

    assertThat(oldest()).isEqualTo(90);
  }

  @Test
  void inboxThatNobodyLooksInto_isToldByTheTimeSince() {
    watch.looked(RIVERSIDE);
    watch.followed();
    passes(Duration.ofMinutes(7));
    watch.followed();

    assertThat(unseen("riverside")).isEqualTo(420);
    assertThat(unseen("all")).isZero();
    assertThat(watch.longestUnseen()).isEqualTo(Duration.ofMinutes(7));
    watch.looked(RIVERSIDE);
    assertThat(unseen("riverside")).isZero();
  }

  @Test
  void wholeLook_isWantedAtFirst_andOnceAMinute() {
    assertThat(watch.wantsWholeLook(RIVERSIDE)).isTrue();
    watch.looked(RIVERSIDE, Set.of());
    assertThat(watch.wantsWholeLook(RIVERSIDE)).isFalse();
    passes(Duration.ofMinutes(1));
    assertThat(watch.wantsWholeLook(RIVERSIDE)).isTrue();
  }

  @Test
  void tenantThatIsNoLongerPolled_isNotTold() {
    watch.end(RIVERSIDE);

    assertThat(meters.find("chartdrop.inbox.oldest").gauge()).isNull();
    watch.taken(OLD);
    watch.looked(RIVERSIDE, Set.of(OLD));
  }
}
