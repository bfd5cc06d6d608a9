/** The web pages of a clinic's staff; all that they show comes from the middle tier by HTTP. */
@NullMarked
package io.chartdrop.frontend;

import org.jspecify.annotations.NullMarked;
