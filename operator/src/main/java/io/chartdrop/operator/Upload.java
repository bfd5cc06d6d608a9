package io.chartdrop.operator;

import java.nio.file.Path;

/**
 * A file on this machine and the name it gets in the tenant's inbox.
 *
 * @param name may have subfolders, with {@code /}
 */
record Upload(Path file, String name, long bytes) {}
