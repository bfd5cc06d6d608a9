/**
 * AWS Transfer Family on one machine: an SFTP server whose files are the objects of the inbox
 * bucket. A tenant who logs in ({@link LocalSftp}) sees a file system ({@code TenantFileSystem})
 * whose root is the tenant's own prefix ({@code TenantFolder}); nothing of it is on disk, so there
 * is no link and no path that leads out. An upload is staged on disk and becomes an object when the
 * client closes the file ({@code Upload}), and only then: the client is told of a failure, and a
 * connection that is cut off before leaves nothing behind.
 */
@NullMarked
package io.chartdrop.local.sftp;

import org.jspecify.annotations.NullMarked;
