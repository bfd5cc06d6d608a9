/** One call of an operation: what came in, what goes out, and who is to know of it. */
@NullMarked
package io.chartdrop.middletier.call;

import org.jspecify.annotations.NullMarked;
