/** The REST API: what clinics may ask of their records and files. */
@NullMarked
package io.chartdrop.middletier;

import org.jspecify.annotations.NullMarked;
