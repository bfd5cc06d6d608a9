/** What became of the files. */
@NullMarked
package io.chartdrop.frontend.files;

import org.jspecify.annotations.NullMarked;
