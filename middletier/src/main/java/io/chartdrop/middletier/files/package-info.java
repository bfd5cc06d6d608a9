/** Files: bringing them, following them, mending them. */
@NullMarked
package io.chartdrop.middletier.files;

import org.jspecify.annotations.NullMarked;
