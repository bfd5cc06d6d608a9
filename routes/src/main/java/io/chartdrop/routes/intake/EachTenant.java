package io.chartdrop.routes.intake;

import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.telemetry.FaultText;
import java.util.Collection;
import java.util.function.Function;
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
  interface Turn<T> {
    void of(T tenant) throws Exception;
  }

  /**
   * @throws IllegalStateException when all had their turn, if it failed for some
   */
  static <T> void inTurn(Collection<T> tenants, Function<T, TenantId> id, Turn<T> turn) {
    int failed = 0;
    for (T tenant : tenants) {
      try {
        turn.of(tenant);
      } catch (Exception fault) {
        log.warn("tenant {}: {}", id.apply(tenant), FaultText.of(fault));
        failed++;
      }
    }
    if (failed > 0) {
      throw new IllegalStateException("It failed for %d tenants".formatted(failed));
    }
  }
}
