/** What every page has: its frame, the clinic's time, and words for what went wrong. */
@NullMarked
package io.chartdrop.frontend.page;

import org.jspecify.annotations.NullMarked;
