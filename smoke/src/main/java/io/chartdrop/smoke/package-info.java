/**
 * Asks a deployed Chartdrop, as the clinic {@code canary}, whether it does its job and whether it
 * keeps clinics apart. It runs as a task of the middle tier's own kind, for only so it has the role
 * that may become a clinic's. It knows keys and paths by heart and none of our code: what it finds
 * is what somebody would find who went round that code.
 */
@NullMarked
package io.chartdrop.smoke;

import org.jspecify.annotations.NullMarked;
