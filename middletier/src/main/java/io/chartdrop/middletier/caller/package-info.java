/**
 * Who asks. A token is checked, its tenant is found, and from there on every call carries a {@link
 * io.chartdrop.middletier.caller.Caller}. Nothing else in a request can name a tenant.
 */
@NullMarked
package io.chartdrop.middletier.caller;

import org.jspecify.annotations.NullMarked;
