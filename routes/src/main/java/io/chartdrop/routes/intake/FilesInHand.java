package io.chartdrop.routes.intake;

import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.tenant.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What this worker has taken from the inboxes, and what it shall leave alone for a while. */
@Component
class FilesInHand {
  /** The next claim, which would tell more, comes a little after the rest's end. */
  private static final Duration LOOK_BEHIND = Duration.ofMinutes(1);

  private final Map<TenantId, Set<InboxVersion>> taken = new HashMap<>();
  private final Set<InboxVersion> read = new HashSet<>();
  private final Map<InboxVersion, Instant> readElsewhere = new HashMap<>();
  private final Map<InboxVersion, Instant> resting = new HashMap<>();
  private final Map<InboxVersion, Instant> leftAlone = new HashMap<>();
  private final Clock clock;

  FilesInHand(Clock clock) {
    this.clock = clock;
  }

  synchronized int count(TenantId tenant) {
    return taken.getOrDefault(tenant, Set.of()).size();
  }

  synchronized boolean isFree(InboxVersion version) {
    if (taken.getOrDefault(version.tenant(), Set.of()).contains(version)) {
      return false;
    }
    Instant until = resting.get(version);
    if (until != null && until.isAfter(clock.instant())) {
      return false;
    }
    resting.remove(version);
    return true;
  }

  synchronized void take(InboxVersion version) {
    taken.computeIfAbsent(version.tenant(), tenant -> new HashSet<>()).add(version);
  }

  /** The version is claimed, and its reading begins. */
  synchronized void begin(InboxVersion version) {
    read.add(version);
  }

  /** Whether somebody reads it, here or, as far as we were told, elsewhere. */
  synchronized boolean isBeingRead(InboxVersion version) {
    Instant until = readElsewhere.get(version);
    return read.contains(version) || (until != null && until.isAfter(clock.instant()));
  }

  synchronized int countRead() {
    return read.size();
  }

  /** The version is no longer worked on, whatever came of it. */
  synchronized void letGo(InboxVersion version) {
    read.remove(version);
    taken.getOrDefault(version.tenant(), new HashSet<>()).remove(version);
  }

  /** Withdrawn before anybody began it, or closed and kept where it is: nobody is to read it. */
  synchronized boolean isLeftAlone(InboxVersion version) {
    Instant until = leftAlone.get(version);
    return until != null && until.isAfter(clock.instant());
  }

  synchronized void leaveAlone(InboxVersion version, Duration time) {
    remember(leftAlone, version, clock.instant().plus(time));
  }

  /** Nobody may claim the version before {@code until}; asking again sooner costs requests. */
  synchronized void rest(InboxVersion version, Instant until) {
    remember(resting, version, until);
  }

  /** The same, for another worker reads it. */
  synchronized void restWhileReadElsewhere(InboxVersion version, Instant until) {
    rest(version, until);
    remember(readElsewhere, version, until.plus(LOOK_BEHIND));
  }

  private void remember(Map<InboxVersion, Instant> times, InboxVersion version, Instant until) {
    times.values().removeIf(end -> end.isBefore(clock.instant()));
    times.put(version, until);
  }
}
