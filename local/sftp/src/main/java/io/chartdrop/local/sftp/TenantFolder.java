package io.chartdrop.local.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * One tenant's part of the inbox bucket. Every path is a list of names below {@code {tenant}/}, so
 * whatever a client asks for, the key begins with its own tenant.
 *
 * <p>A version is never deleted here: removing leaves a delete marker, as Transfer Family does.
 */
final class TenantFolder {
  private static final int LONGEST_KEY = 1024;

  private final S3Client s3;
  private final String bucket;
  private final String tenant;

  TenantFolder(S3Client s3, String bucket, String tenant) {
    this.s3 = s3;
    this.bucket = bucket;
    this.tenant = tenant;
  }

  /** What is there now, according to S3. */
  Optional<Entry> find(List<String> path) throws IOException {
    if (path.isEmpty()) {
      return Optional.of(Entry.folder(""));
    }
    String key = key(path);
    String name = path.get(path.size() - 1);
    return asking(
        () -> {
          Optional<Entry> object = head(key).map(head -> file(name, head));
          return object.isPresent() || isEmpty(key + "/")
              ? object
              : Optional.of(Entry.folder(name));
        });
  }

  /** Files and folders directly in a folder, by name, to the last page. */
  Collection<Entry> list(List<String> folder) throws IOException {
    String prefix = key(folder) + "/";
    Map<String, Entry> entries = new TreeMap<>();
    return asking(
        () -> {
          for (ListObjectsV2Response page :
              s3.listObjectsV2Paginator(
                  list -> list.bucket(bucket).prefix(prefix).delimiter("/"))) {
            for (CommonPrefix below : page.commonPrefixes()) {
              String name = below.prefix().substring(prefix.length(), below.prefix().length() - 1);
              entries.put(name, Entry.folder(name));
            }
            for (S3Object object : page.contents()) {
              String name = object.key().substring(prefix.length());
              entries.putIfAbsent(
                  name, new Entry(name, false, object.size(), object.lastModified(), null));
            }
          }
          // The folder's own marker, and what no SFTP path could name.
          List.of("", ".", "..").forEach(entries::remove);
          return entries.values();
        });
  }

  void put(List<String> path, Path content) throws IOException {
    String key = key(path);
    asking(() -> s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromFile(content)));
  }

  /** The bytes of one version from an offset to its end. */
  InputStream get(List<String> path, Entry file, long offset) throws IOException {
    String key = key(path);
    return asking(
        () ->
            s3.getObject(
                get ->
                    get.bucket(bucket)
                        .key(key)
                        .versionId(file.version())
                        .range("bytes=" + offset + "-")));
  }

  /** Copies the current version and then removes the old name. */
  void move(List<String> from, List<String> to, boolean replace) throws IOException {
    Entry file = find(from).orElseThrow(() -> new NoSuchFileException(text(from)));
    if (file.isDirectory()) {
      throw new FileSystemException(text(from), text(to), "a folder cannot be renamed");
    }
    Optional<Entry> there = find(to);
    if (there.isPresent() && (!replace || there.get().isDirectory())) {
      throw new FileAlreadyExistsException(text(to));
    }
    if (from.equals(to)) {
      return;
    }
    String source = key(from);
    String target = key(to);
    asking(
        () ->
            s3.copyObject(
                copy ->
                    copy.sourceBucket(bucket)
                        .sourceKey(source)
                        .sourceVersionId(file.version())
                        .destinationBucket(bucket)
                        .destinationKey(target)));
    remove(source);
  }

  void delete(List<String> path) throws IOException {
    Entry entry = find(path).orElseThrow(() -> new NoSuchFileException(text(path)));
    if (!entry.isDirectory()) {
      remove(key(path));
      return;
    }
    if (path.isEmpty() || !list(path).isEmpty()) {
      throw new DirectoryNotEmptyException(text(path));
    }
    remove(key(path) + "/");
  }

  void makeFolder(List<String> path) throws IOException {
    if (find(path).isPresent()) {
      throw new FileAlreadyExistsException(text(path));
    }
    String marker = key(path) + "/";
    asking(() -> s3.putObject(put -> put.bucket(bucket).key(marker), RequestBody.empty()));
  }

  private Optional<HeadObjectResponse> head(String key) {
    try {
      return Optional.of(s3.headObject(head -> head.bucket(bucket).key(key)));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private boolean isEmpty(String prefix) {
    return s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix).maxKeys(1))
        .contents()
        .isEmpty();
  }

  private void remove(String key) throws IOException {
    asking(() -> s3.deleteObject(delete -> delete.bucket(bucket).key(key)));
  }

  private static Entry file(String name, HeadObjectResponse head) {
    return new Entry(name, false, head.contentLength(), head.lastModified(), head.versionId());
  }

  private String key(List<String> path) throws IOException {
    String key = path.isEmpty() ? tenant : tenant + "/" + String.join("/", path);
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw new FileSystemException(text(path), null, "the name is longer than S3 can hold");
    }
    return key;
  }

  static String text(List<String> path) {
    return "/" + String.join("/", path);
  }

  /** The store's failure as one that sshd reports to the client. */
  private static <T> T asking(Callable<T> question) throws IOException {
    try {
      return question.call();
    } catch (SdkException e) {
      throw new IOException("The store did not do as asked: " + e.getMessage(), e);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
