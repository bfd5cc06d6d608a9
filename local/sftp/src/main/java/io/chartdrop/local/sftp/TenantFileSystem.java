package io.chartdrop.local.sftp;

import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.file.util.BaseFileSystem;
import org.jspecify.annotations.Nullable;

/** A tenant's folder as the file system sshd works on. */
final class TenantFileSystem extends BaseFileSystem<TenantPath> {
  TenantFileSystem(TenantFileSystemProvider provider) {
    super(provider);
  }

  TenantPath at(List<String> fromRoot) {
    return create("/", fromRoot);
  }

  @Override
  protected TenantPath create(@Nullable String root, List<String> names) {
    return new TenantPath(this, root, names);
  }

  @Override
  public TenantFileSystemProvider provider() {
    return (TenantFileSystemProvider) super.provider();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return Set.of("basic");
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    throw new UnsupportedOperationException("objects have no owners");
  }

  /** Nothing is open: each call asks S3. */
  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }
}
