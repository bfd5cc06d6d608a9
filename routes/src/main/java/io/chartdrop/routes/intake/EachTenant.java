package io.chartdrop.routes.intake;

import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.telemetry.FaultText;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done for each tenant by itself: what fails for one keeps nothing from the others.
 */
final class EachTenant {
  private static final Logger log = LoggerFactory.getLogger(EachTenant.class);

  private EachTenant() {}

  /** What is done for one of them. */
  @FunctionalInterface
  interface Turn {
    void of(TenantId tenant) throws Exception;
  }

  /**
   * @throws IllegalStateException when all had their turn, if it failed for some
   */
  static void inTurn(Collection<TenantId> tenants, Turn turn) {
    int failed = 0;
    for (TenantId tenant : tenants) {
      try {
        turn.of(tenant);
      } catch (Exception fault) {
        log.warn("tenant {}: {}", tenant, FaultText.of(fault));
        failed++;
      }
    }
    if (failed > 0) {
      throw new IllegalStateException("It failed for %d tenants".formatted(failed));
    }
  }
}
