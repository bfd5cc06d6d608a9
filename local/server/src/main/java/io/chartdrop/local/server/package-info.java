/**
 * What the local servers do alike when each runs as a process of its own. {@link Options} are read
 * from the command line, {@link ServerCommand} starts the server, says in one line where it is
 * ready, and stops it on SIGTERM, on Ctrl-C, or when the process that asked for it is gone. A port
 * that is taken is the everyday fault, so it is told in one sentence: {@link PortInUseException}.
 */
@NullMarked
package io.chartdrop.local.server;

import org.jspecify.annotations.NullMarked;
