/**
 * Who sends files, and how their files are to be read. The tenant's id is its S3 prefix, SFTP user,
 * group and session tag.
 */
@NullMarked
package io.chartdrop.records.tenant;

import org.jspecify.annotations.NullMarked;
