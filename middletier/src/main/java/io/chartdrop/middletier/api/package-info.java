/**
 * The routes: each operation of the contract is one, from a checked {@link
 * io.chartdrop.middletier.call.ApiRequest} to an {@link io.chartdrop.middletier.api.Answer}.
 * Whatever goes wrong leaves as a problem with its cure, and every request is logged and counted.
 */
@NullMarked
package io.chartdrop.middletier.api;

import org.jspecify.annotations.NullMarked;
