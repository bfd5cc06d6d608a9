/** Questions about patients' records. */
@NullMarked
package io.chartdrop.middletier.records;

import org.jspecify.annotations.NullMarked;
