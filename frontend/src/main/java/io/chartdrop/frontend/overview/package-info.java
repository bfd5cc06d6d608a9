/** What came in today, and what needs somebody. */
@NullMarked
package io.chartdrop.frontend.overview;

import org.jspecify.annotations.NullMarked;
