/**
 * From bytes on disk to values. A first pass ({@link io.chartdrop.routes.csv.FileInspector}) reads
 * the whole file and says how it is written, or by which code it is refused; a second one ({@link
 * io.chartdrop.routes.csv.RowReader}) hands out its rows, each good or rejected with the cure. What
 * is rejected leaves as a file the clinic can mend ({@link io.chartdrop.routes.csv.RejectsFile}).
 * docs/csv.md lists every case.
 */
@NullMarked
package io.chartdrop.routes.csv;

import org.jspecify.annotations.NullMarked;
