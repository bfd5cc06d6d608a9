package io.chartdrop.routes.intake;

import io.chartdrop.records.file.RowCounts;
import io.chartdrop.routes.csv.Row;
import java.util.List;

/**
 * What became of a chunk.
 *
 * @param rejected in line order
 */
record StoredChunk(RowCounts counts, List<Row.Rejected> rejected) {}
