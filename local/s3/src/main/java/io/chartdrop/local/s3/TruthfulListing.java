package io.chartdrop.local.s3;

import com.adobe.testing.s3mock.dto.DeleteMarkerEntry;
import com.adobe.testing.s3mock.dto.ListVersionsResult;
import com.adobe.testing.s3mock.dto.ObjectVersion;
import com.adobe.testing.s3mock.dto.S3Object;
import com.adobe.testing.s3mock.service.BucketService;
import com.adobe.testing.s3mock.store.BucketMetadata;
import com.adobe.testing.s3mock.store.BucketStore;
import com.adobe.testing.s3mock.store.ObjectStore;
import com.adobe.testing.s3mock.store.S3ObjectMetadata;
import com.adobe.testing.s3mock.store.S3ObjectVersions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Listings as S3 answers them. S3Mock's listing of versions pages by key: it drops the versions
 * that do not fit, says that was all, and fails on a key with a space once the SDK asks for encoded
 * ones. It gives a delete marker an older time. Its listing of objects names deleted ones. A file
 * that no listing names would never be read, and one that was withdrawn would still be seen, so the
 * emulator has to be right here.
 */
class TruthfulListing extends BucketService {
  private final BucketStore buckets;
  private final ObjectStore objects;

  TruthfulListing(BucketStore buckets, ObjectStore objects) {
    super(buckets, objects);
    this.buckets = buckets;
    this.objects = objects;
  }

  /** Leaves out what is under a delete marker. */
  @Override
  public List<S3Object> getS3Objects(String bucketName, @Nullable String prefix) {
    BucketMetadata bucket = buckets.getBucketMetadata(bucketName);
    return keys(bucketName, prefix).stream()
        .flatMap(key -> current(bucket, key).stream())
        .filter(object -> !object.deleteMarker())
        .map(S3Object::from)
        .toList();
  }

  /**
   * In key order, newest version first; {@code maxKeys} counts versions and markers together. With
   * a delimiter, which nothing of ours uses here, the answer is S3Mock's own.
   */
  @Override
  public ListVersionsResult listVersions(
      String bucketName,
      @Nullable String prefix,
      @Nullable String delimiter,
      @Nullable String encodingType,
      Integer maxKeys,
      @Nullable String keyMarker,
      @Nullable String versionIdMarker) {
    if (delimiter != null) {
      return super.listVersions(
          bucketName, prefix, delimiter, encodingType, maxKeys, keyMarker, versionIdMarker);
    }
    BucketMetadata bucket = buckets.getBucketMetadata(bucketName);
    Page page = new Page(maxKeys, "url".equals(encodingType));
    for (String key : keys(bucketName, prefix)) {
      boolean resumed = key.equals(keyMarker);
      boolean listedBefore =
          keyMarker != null && (key.compareTo(keyMarker) < 0 || resumed && versionIdMarker == null);
      if (!listedBefore && !page.truncated) {
        versionsOf(bucket, key, resumed ? versionIdMarker : null).forEach(page::add);
      }
    }
    return new ListVersionsResult(
        List.of(),
        page.markers,
        null,
        encodingType,
        page.truncated,
        page.encode(keyMarker),
        maxKeys,
        bucketName,
        page.truncated ? page.encode(page.lastKey) : null,
        page.truncated ? page.lastVersion : null,
        page.encode(prefix),
        page.versions,
        versionIdMarker);
  }

  private List<String> keys(String bucket, @Nullable String prefix) {
    return buckets.lookupKeysInBucket(prefix, bucket).stream().sorted().toList();
  }

  private Optional<S3ObjectMetadata> current(BucketMetadata bucket, String key) {
    return Optional.ofNullable(bucket.getID(key))
        .map(id -> objects.getS3ObjectMetadata(bucket, id, null));
  }

  private List<Entry> versionsOf(BucketMetadata bucket, String key, @Nullable String after) {
    UUID id = bucket.getID(key);
    if (id == null) {
      return List.of();
    }
    S3ObjectVersions stored = objects.getS3ObjectVersions(bucket, id);
    List<String> newestFirst = new ArrayList<>(stored.versions());
    Collections.reverse(newestFirst);
    // A marker deleted since the last page is not found, and the key is listed again from its top:
    // a version named twice does no harm, one never named would.
    return newestFirst.subList(newestFirst.indexOf(after) + 1, newestFirst.size()).stream()
        .flatMap(version -> entry(bucket, id, version, stored).stream())
        .toList();
  }

  /** Empty where the version is being written or deleted at this moment. */
  private Optional<Entry> entry(
      BucketMetadata bucket, UUID id, String version, S3ObjectVersions stored) {
    boolean latest = version.equals(stored.getLatestVersion());
    return Optional.ofNullable(objects.getS3ObjectMetadata(bucket, id, version))
        .map(object -> new Entry(object, latest, since(bucket, object)));
  }

  /** S3Mock gives a delete marker the time of the version below it; its file has its own. */
  private static Instant since(BucketMetadata bucket, S3ObjectMetadata object) {
    if (!object.deleteMarker()) {
      return Instant.ofEpochMilli(object.lastModified());
    }
    Path file =
        bucket
            .path()
            .resolve(object.id().toString())
            .resolve(object.versionId() + "-objectMetadata.json");
    try {
      return Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Entry(S3ObjectMetadata object, boolean latest, Instant since) {}

  private static final class Page {
    private final int size;
    private final boolean encoded;
    private final List<ObjectVersion> versions = new ArrayList<>();
    private final List<DeleteMarkerEntry> markers = new ArrayList<>();
    private @Nullable String lastKey;
    private @Nullable String lastVersion;
    private boolean truncated;

    Page(int size, boolean encoded) {
      this.size = size;
      this.encoded = encoded;
    }

    void add(Entry entry) {
      if (versions.size() + markers.size() >= size) {
        truncated = true;
        return;
      }
      lastKey = entry.object().key();
      lastVersion = entry.object().versionId();
      if (entry.object().deleteMarker()) {
        markers.add(marker(entry));
      } else {
        versions.add(version(entry));
      }
    }

    @Nullable String encode(@Nullable String text) {
      return encoded && text != null ? SdkHttpUtils.urlEncodeIgnoreSlashes(text) : text;
    }

    private ObjectVersion version(Entry entry) {
      ObjectVersion plain = ObjectVersion.from(entry.object(), entry.latest());
      return new ObjectVersion(
          plain.checksumAlgorithm(),
          plain.checksumType(),
          plain.etag(),
          plain.isLatest(),
          encode(plain.key()),
          plain.lastModified(),
          plain.owner(),
          plain.restoreStatus(),
          plain.size(),
          plain.storageClass(),
          plain.versionId());
    }

    private DeleteMarkerEntry marker(Entry entry) {
      DeleteMarkerEntry plain = DeleteMarkerEntry.from(entry.object(), entry.latest());
      return new DeleteMarkerEntry(
          plain.isLatest(),
          encode(plain.key()),
          entry.since().toString(),
          plain.owner(),
          plain.versionId());
    }
  }
}
