package io.chartdrop.records.file;

import java.util.Optional;

/**
 * How far a file's reading is.
 *
 * @param rows those that are stored or rejected by now, as far as the reader knows
 * @param begun whether more than these may be stored: a chunk in flight when its reader fails is
 *     counted by nobody
 * @param sha256 of the bytes, once they are known, so that the next attempt need not download them
 */
public record Progress(RowCounts rows, boolean begun, Optional<String> sha256) {}
