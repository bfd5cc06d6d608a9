package io.chartdrop.routes.intake;

import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.tenant.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Knows of each polled tenant how long nobody has looked into its inbox, and since when its oldest
 * file waits: one that nobody reads, here or elsewhere, as far as the last look to the inbox's end
 * tells. It goes on counting while looks fail, or while somebody has stopped the tenant's route.
 */
@Component
class InboxWatch {
  /** A look to the end of a long inbox costs requests; more often it would tell nothing new. */
  private static final Duration WHOLE_LOOK = Duration.ofMinutes(1);

  private static final Comparator<InboxVersion> OLDEST_FIRST =
      Comparator.comparing(InboxVersion::lastModified)
          .thenComparing(InboxVersion::key)
          .thenComparing(InboxVersion::versionId);

  private final MeterRegistry meters;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final Map<TenantId, Watched> watched = new ConcurrentHashMap<>();
  private volatile long followed;

  private static final class Watched {
    final NavigableSet<InboxVersion> waiting = new ConcurrentSkipListSet<>(OLDEST_FIRST);
    List<Meter> gauges = List.of();
    volatile long looked;
    volatile Optional<Long> wholly = Optional.empty();

    Watched(long now) {
      looked = now;
    }
  }

  @Autowired
  InboxWatch(MeterRegistry meters, Clock clock) {
    this(meters, clock, System::nanoTime);
  }

  InboxWatch(MeterRegistry meters, Clock clock, LongSupplier nanoTime) {
    this.meters = meters;
    this.clock = clock;
    this.nanoTime = nanoTime;
    followed = nanoTime.getAsLong();
    // also the heartbeat of a service without tenants
    gauge("chartdrop.tenant.poll.age", "all", ignored -> secondsSince(followed));
  }

  /** The list of tenants was read. */
  void followed() {
    followed = nanoTime.getAsLong();
  }

  /** Its inbox is polled from now on. */
  void begin(TenantId tenant) {
    Watched its = new Watched(nanoTime.getAsLong());
    its.gauges =
        List.of(
            gauge("chartdrop.tenant.poll.age", tenant.value(), i -> secondsSince(its.looked)),
            gauge("chartdrop.inbox.oldest", tenant.value(), i -> ageOfOldest(its)));
    watched.put(tenant, its);
  }

  /** Its inbox is no longer polled. */
  void end(TenantId tenant) {
    Watched its = watched.remove(tenant);
    if (its != null) {
      its.gauges.forEach(meters::remove);
    }
  }

  private Gauge gauge(String name, String tenant, ToDoubleFunction<InboxWatch> value) {
    return Gauge.builder(name, this, value)
        .baseUnit("seconds")
        .tag("tenant", tenant)
        .register(meters);
  }

  /** Whether the next look should go to the inbox's end, whatever there is room for. */
  boolean wantsWholeLook(TenantId tenant) {
    Watched its = watched.get(tenant);
    return its != null
        && its.wholly.map(then -> nanoTime.getAsLong() - then >= WHOLE_LOOK.toNanos()).orElse(true);
  }

  void looked(TenantId tenant) {
    Watched its = watched.get(tenant);
    if (its != null) {
      its.looked = nanoTime.getAsLong();
    }
  }

  /**
   * The same, to the inbox's end: these are unread, and nobody reads them. A set: each that waited
   * before is looked for in it.
   */
  void looked(TenantId tenant, Set<InboxVersion> waiting) {
    looked(tenant);
    Watched its = watched.get(tenant);
    if (its != null) {
      its.wholly = Optional.of(nanoTime.getAsLong());
      its.waiting.retainAll(waiting);
      its.waiting.addAll(waiting);
    }
  }

  /** Somebody reads it, or it is closed. */
  void taken(InboxVersion version) {
    Watched its = watched.get(version.tenant());
    if (its != null) {
      its.waiting.remove(version);
    }
  }

  /** It waits again. */
  void givenBack(InboxVersion version) {
    Watched its = watched.get(version.tenant());
    if (its != null) {
      its.waiting.add(version);
    }
  }

  /** The longest that any polled inbox was not looked into, or the list of tenants not read. */
  Duration longestUnseen() {
    double seconds =
        watched.values().stream()
            .mapToDouble(its -> secondsSince(its.looked))
            .reduce(secondsSince(followed), Math::max);
    return Duration.ofMillis((long) (1000 * seconds));
  }

  int tenants() {
    return watched.size();
  }

  private double secondsSince(long then) {
    return (nanoTime.getAsLong() - then) / 1e9;
  }

  private double ageOfOldest(Watched its) {
    Instant now = clock.instant();
    return its.waiting.stream()
        .findFirst()
        .map(oldest -> Duration.between(oldest.lastModified(), now).toMillis() / 1e3)
        .map(age -> Math.max(0, age))
        .orElse(0.0);
  }
}
