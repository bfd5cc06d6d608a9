/**
 * How fast the product is. The services run as processes, as they do on AWS, and are measured from
 * outside; beside each stands a loop of bare SDK calls, in this JVM, that asks the same store for
 * the same. What a ratio compares is measured in turns, so that whatever else the machine does hits
 * both.
 */
@NullMarked
package io.chartdrop.bench;

import org.jspecify.annotations.NullMarked;
