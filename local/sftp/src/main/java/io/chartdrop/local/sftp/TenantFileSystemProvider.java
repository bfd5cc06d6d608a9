package io.chartdrop.local.sftp;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every operation on a tenant's file system is a call to S3; nothing is remembered. */
final class TenantFileSystemProvider extends FileSystemProvider {
  private final TenantFolder folder;
  private final Path staging;

  /**
   * @param staging a directory of this machine for uploads under way
   */
  TenantFileSystemProvider(TenantFolder folder, Path staging) {
    this.folder = folder;
    this.staging = staging;
  }

  @Override
  public SeekableByteChannel newByteChannel(
      Path path, Set<? extends OpenOption> options, FileAttribute<?>... ignored)
      throws IOException {
    List<String> names = names(path);
    Optional<Entry> there = folder.find(names);
    if (there.isPresent() && there.get().isDirectory()) {
      throw new FileSystemException(path.toString(), null, "is a folder");
    }
    if (options.contains(StandardOpenOption.WRITE)) {
      return upload(path, names, options, there.isPresent());
    }
    return new Download(
        folder, names, there.orElseThrow(() -> new NoSuchFileException(path.toString())));
  }

  /** An object is written whole or not at all, so what exists can be replaced but not continued. */
  private SeekableByteChannel upload(
      Path path, List<String> names, Set<? extends OpenOption> options, boolean exists)
      throws IOException {
    if (options.contains(StandardOpenOption.CREATE_NEW) && exists) {
      throw new FileAlreadyExistsException(path.toString());
    }
    if (exists && !options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
      throw new FileSystemException(
          path.toString(), null, "a file cannot be continued or changed here; upload it whole");
    }
    return new Upload(folder, names, staging);
  }

  @Override
  public DirectoryStream<Path> newDirectoryStream(
      Path path, DirectoryStream.Filter<? super Path> filter) throws IOException {
    TenantPath directory = tenantPath(path);
    List<Path> entries = new ArrayList<>();
    for (Entry entry : folder.list(directory.fromRoot())) {
      List<String> names = new ArrayList<>(directory.fromRoot());
      names.add(entry.name());
      TenantPath below = directory.getFileSystem().at(names).listed(entry);
      if (filter.accept(below)) {
        entries.add(below);
      }
    }
    return new DirectoryStream<>() {
      @Override
      public Iterator<Path> iterator() {
        return entries.iterator();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void createDirectory(Path path, FileAttribute<?>... ignored) throws IOException {
    folder.makeFolder(names(path));
  }

  @Override
  public void delete(Path path) throws IOException {
    folder.delete(names(path));
  }

  @Override
  public void move(Path from, Path to, CopyOption... options) throws IOException {
    boolean replace = Set.of(options).contains(StandardCopyOption.REPLACE_EXISTING);
    folder.move(names(from), names(to), replace);
  }

  @Override
  public void copy(Path from, Path to, CopyOption... options) {
    throw new UnsupportedOperationException("files are not copied here");
  }

  @Override
  public void checkAccess(Path path, AccessMode... modes) throws IOException {
    entry(path);
  }

  @Override
  public <A extends BasicFileAttributes> A readAttributes(
      Path path, Class<A> type, LinkOption... options) throws IOException {
    return type.cast(entry(path));
  }

  @Override
  public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
      throws IOException {
    return entry(path).attributes();
  }

  private Entry entry(Path path) throws IOException {
    Optional<Entry> listed = tenantPath(path).listed();
    return listed.isPresent()
        ? listed.get()
        : folder.find(names(path)).orElseThrow(() -> new NoSuchFileException(path.toString()));
  }

  /** Permissions and times of an object cannot be set; a client that sends them is not refused. */
  @Override
  public void setAttribute(
      Path path, String attribute, @Nullable Object value, LinkOption... options) {}

  @Override
  public <V extends FileAttributeView> @Nullable V getFileAttributeView(
      Path path, Class<V> type, LinkOption... options) {
    return null;
  }

  @Override
  public boolean isSameFile(Path one, Path other) {
    return names(one).equals(names(other));
  }

  @Override
  public boolean isHidden(Path path) {
    return false;
  }

  @Override
  public FileStore getFileStore(Path path) {
    throw new UnsupportedOperationException("S3 has no end");
  }

  @Override
  public String getScheme() {
    return "chartdrop-inbox";
  }

  @Override
  public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
    throw new UnsupportedOperationException("a file system belongs to a session");
  }

  @Override
  public FileSystem getFileSystem(URI uri) {
    throw new UnsupportedOperationException("a file system belongs to a session");
  }

  @Override
  public Path getPath(URI uri) {
    throw new UnsupportedOperationException("a path belongs to a session");
  }

  private static List<String> names(Path path) {
    return tenantPath(path).fromRoot();
  }

  private static TenantPath tenantPath(Path path) {
    return (TenantPath) path;
  }
}
