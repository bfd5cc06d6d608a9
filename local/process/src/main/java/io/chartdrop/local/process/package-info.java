/**
 * The local cloud for tests and for the launcher, as processes: their class paths (a Tomcat, a
 * Jetty, another Jackson) never meet the caller's. A {@link LocalProcess} is one child that is
 * ready when start returns and gone when it is closed, whatever happens to us meanwhile; {@link
 * LocalCloud} is S3 and DynamoDB together, or those that the environment already names. Nothing
 * here has a dependency.
 */
@NullMarked
package io.chartdrop.local.process;

import org.jspecify.annotations.NullMarked;
