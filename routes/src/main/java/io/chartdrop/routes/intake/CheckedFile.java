package io.chartdrop.routes.intake;

import io.chartdrop.routes.csv.CsvLayout;
import java.util.List;

/**
 * A spooled file whose first pass found nothing against it.
 *
 * @param notices remarks for the clinic
 */
record CheckedFile(Attempt attempt, CsvLayout layout, List<String> notices) {}
