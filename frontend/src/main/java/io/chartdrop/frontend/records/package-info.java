/** Patients: found by one search box, shown visit by visit. */
@NullMarked
package io.chartdrop.frontend.records;

import org.jspecify.annotations.NullMarked;
