/**
 * What {@code ./run} runs: the whole product on one machine. It starts every service as a process
 * on loopback, brings in two clinics and their sample files through the same doors that anybody
 * uses, and says what became of each.
 */
@NullMarked
package io.chartdrop.local.launcher;

import org.jspecify.annotations.NullMarked;
