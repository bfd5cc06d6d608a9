/**
 * Patient records: what one good row of a file becomes, how it is told from every other, and how it
 * is found again.
 */
@NullMarked
package io.chartdrop.records.patient;

import org.jspecify.annotations.NullMarked;
