/**
 * What the operator of the service sees and may do: health for everybody in the network, Hawtio
 * behind a sign-in. {@code jolokia-access.xml} says what Hawtio may read, and that it may start and
 * stop the route that polls a tenant's inbox, and nothing else.
 */
@NullMarked
package io.chartdrop.routes.operations;

import org.jspecify.annotations.NullMarked;
