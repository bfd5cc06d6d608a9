/**
 * Files: the ledger of every version that arrived, the claim that fences its reader, and what
 * became of it.
 */
@NullMarked
package io.chartdrop.records.file;

import org.jspecify.annotations.NullMarked;
