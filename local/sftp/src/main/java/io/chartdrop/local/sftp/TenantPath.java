package io.chartdrop.local.sftp;

import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.file.util.BasePath;
import org.jspecify.annotations.Nullable;

/** A name in a tenant's file system; a listing hangs what it knows of the entry on it. */
final class TenantPath extends BasePath<TenantPath, TenantFileSystem> {
  private @Nullable Entry listed;

  TenantPath(TenantFileSystem fileSystem, @Nullable String root, List<String> names) {
    super(fileSystem, root, names);
  }

  TenantPath listed(Entry entry) {
    listed = entry;
    return this;
  }

  /** What a listing said, which spares a question to S3 for each line of it. */
  Optional<Entry> listed() {
    return Optional.ofNullable(listed);
  }

  /** The names from the tenant's root, with {@code ..} resolved and unable to leave it. */
  List<String> fromRoot() {
    List<String> resolved = new ArrayList<>();
    for (String name : names) {
      if (name.equals("..")) {
        if (!resolved.isEmpty()) {
          resolved.remove(resolved.size() - 1);
        }
      } else if (!name.equals(".") && !name.isEmpty()) {
        resolved.add(name);
      }
    }
    return resolved;
  }

  @Override
  public TenantPath normalize() {
    return getFileSystem().at(fromRoot());
  }

  @Override
  public TenantPath toRealPath(LinkOption... options) {
    return normalize();
  }
}
