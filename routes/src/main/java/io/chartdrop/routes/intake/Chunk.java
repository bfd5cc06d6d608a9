package io.chartdrop.routes.intake;

import io.chartdrop.routes.csv.Row;
import java.util.List;

/** Some rows of a file, in line order: few enough for one read of the store, and for memory. */
record Chunk(List<Row> rows) {}
