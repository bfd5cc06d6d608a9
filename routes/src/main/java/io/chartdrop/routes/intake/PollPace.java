package io.chartdrop.routes.intake;

import io.chartdrop.records.tenant.TenantId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Which polls of an inbox look into it: each one while files come, and one in so many when none did
 * for a while. A look costs a request, and most inboxes are empty most of the time.
 */
@Component
class PollPace {
  private final int idlePolls;
  private final int idleFactor;
  private final Map<TenantId, Idleness> idle = new ConcurrentHashMap<>();

  private record Idleness(int empty, int passed) {
    static final Idleness NONE = new Idleness(0, 0);
  }

  PollPace(IntakeProperties properties) {
    this.idlePolls = properties.idlePolls();
    this.idleFactor = properties.idleFactor();
  }

  /** To be asked once at each poll. */
  boolean isDue(TenantId tenant) {
    Idleness now = idle.getOrDefault(tenant, Idleness.NONE);
    boolean due = now.empty() < idlePolls || now.passed() + 1 >= idleFactor;
    idle.put(tenant, new Idleness(now.empty(), due ? 0 : now.passed() + 1));
    return due;
  }

  void looked(TenantId tenant, boolean found) {
    if (found) {
      idle.remove(tenant);
    } else {
      idle.merge(
          tenant,
          new Idleness(1, 0),
          (before, one) -> new Idleness(Math.min(before.empty() + 1, idlePolls), before.passed()));
    }
  }
}
