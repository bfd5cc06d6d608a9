package io.chartdrop.middletier.files;

import io.chartdrop.middletier.ApiProperties;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import io.chartdrop.records.tenant.TenantId;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How many uploads run at once, for one tenant and for all. Each holds a part in memory and a
 * thread for as long as its sender takes.
 */
@Component
class UploadSlots {
  private static final long TRY_AGAIN_SECONDS = 5;

  private final int mostPerTenant;
  private final int most;
  private final Map<TenantId, Integer> taken = new HashMap<>();
  private int all;

  UploadSlots(ApiProperties properties) {
    mostPerTenant = properties.uploadsPerTenant();
    most = properties.uploads();
  }

  /** Given back by closing it. */
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * @throws RefusedException if none is free
   */
  synchronized Slot take(TenantId tenant) {
    if (all >= most || taken.getOrDefault(tenant, 0) >= mostPerTenant) {
      throw new RefusedException(
          Problem.of(
                  ProblemType.TOO_MANY_REQUESTS,
                  "Too many uploads at once: send this one again when another has ended.")
              .retryAfter(TRY_AGAIN_SECONDS));
    }
    all++;
    taken.merge(tenant, 1, Integer::sum);
    return () -> giveBack(tenant);
  }

  private synchronized void giveBack(TenantId tenant) {
    all--;
    taken.computeIfPresent(tenant, (id, count) -> count == 1 ? null : count - 1);
  }
}
