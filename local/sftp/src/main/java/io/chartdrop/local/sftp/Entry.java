package io.chartdrop.local.sftp;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant sees under a name: an object, or a folder, which S3 knows only by what is in it.
 *
 * @param name the last part of the path; empty for the tenant's root
 * @param version of the object; null for a folder and in a listing, which tells none
 */
record Entry(
    String name, boolean isDirectory, long size, Instant modified, @Nullable String version)
    implements BasicFileAttributes {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");

  static Entry folder(String name) {
    return new Entry(name, true, 0, Instant.EPOCH, null);
  }

  /** By the names that sshd asks for; complete, so that it asks only once. */
  Map<String, Object> attributes() {
    return Map.of(
        "isDirectory",
        isDirectory,
        "isRegularFile",
        isRegularFile(),
        "isSymbolicLink",
        false,
        "isOther",
        false,
        "size",
        size,
        "lastModifiedTime",
        lastModifiedTime(),
        "lastAccessTime",
        lastModifiedTime(),
        "creationTime",
        lastModifiedTime(),
        "permissions",
        isDirectory ? FOLDER : FILE);
  }

  @Override
  public FileTime lastModifiedTime() {
    return FileTime.from(modified);
  }

  @Override
  public FileTime lastAccessTime() {
    return lastModifiedTime();
  }

  @Override
  public FileTime creationTime() {
    return lastModifiedTime();
  }

  @Override
  public boolean isRegularFile() {
    return !isDirectory;
  }

  @Override
  public boolean isSymbolicLink() {
    return false;
  }

  @Override
  public boolean isOther() {
    return false;
  }

  @Override
  public @Nullable Object fileKey() {
    return null;
  }
}
