/** What the middle tier answers, as its contract has it, and what can go wrong on the way. */
@NullMarked
package io.chartdrop.frontend.api;

import org.jspecify.annotations.NullMarked;
