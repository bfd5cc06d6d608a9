package io.chartdrop.records.file;

import io.chartdrop.records.tenant.TenantId;
import java.time.LocalDate;
import java.util.List;

/** The counters that closings add to, by tenant and day. */
public interface DaySummary {

  /**
   * One for each day, newest first, zeros where nothing was closed.
   *
   * @param last local to the tenant, included
   * @param days 1 to 366, {@code last} among them
   */
  List<DayCounts> of(TenantId tenant, LocalDate last, int days);
}
