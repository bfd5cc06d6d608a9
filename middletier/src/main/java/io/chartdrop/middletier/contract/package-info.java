/**
 * What {@code openapi.yaml} says, as the service itself uses it: which operation a request is,
 * which scopes it needs, whether its parameters are as described, and the page that shows all of
 * it. The document is the only place where any of this is written.
 */
@NullMarked
package io.chartdrop.middletier.contract;

import org.jspecify.annotations.NullMarked;
