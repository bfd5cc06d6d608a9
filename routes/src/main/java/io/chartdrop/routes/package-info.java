/** The integration routes: from a file in an inbox to records, rejects and a ledger entry. */
@NullMarked
package io.chartdrop.routes;

import org.jspecify.annotations.NullMarked;
