package io.chartdrop.records.patient;

import java.util.List;
import java.util.Optional;

/**
 * A page of records. It may be short, even empty, while {@code next} is there: only {@code next}
 * says whether more follow. A page never splits a visit, unless that alone has a thousand versions
 * or 4 MB.
 */
public record RecordPage(List<PatientRecord> items, Optional<String> next) {
  public RecordPage {
    items = List.copyOf(items);
  }
}
