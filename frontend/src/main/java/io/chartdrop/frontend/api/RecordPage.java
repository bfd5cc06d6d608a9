package io.chartdrop.frontend.api;

import java.util.List;
import java.util.Optional;

/**
 * Records; the versions of one visit stand together and are never on two pages.
 *
 * @param next where the next page begins; it may be there although this page is short
 */
public record RecordPage(List<PatientRecord> items, Optional<String> next) {}
