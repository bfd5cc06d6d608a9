package io.chartdrop.middletier.files;

import java.util.List;
import java.util.Optional;

/**
 * Some rows of a rejects file.
 *
 * @param columns the original file's headers
 * @param next the byte at which the next row begins; empty at the end
 */
record RejectsPage(List<String> columns, List<Rejects.RejectJson> rows, Optional<Long> next) {}
