/**
 * The operator's command line. A command reads the ledger and the records as the services do, and
 * puts files in as a clinic does, over SFTP: it knows no door of its own.
 */
@NullMarked
package io.chartdrop.operator;

import org.jspecify.annotations.NullMarked;
