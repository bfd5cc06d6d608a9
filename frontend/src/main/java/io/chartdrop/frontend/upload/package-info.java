/** Files from the browser to the middle tier, as they come, held nowhere. */
@NullMarked
package io.chartdrop.frontend.upload;

import org.jspecify.annotations.NullMarked;
