package io.chartdrop.local.s3;

import com.adobe.testing.s3mock.dto.DeleteMarkerEntry;
import com.adobe.testing.s3mock.dto.ListBucketResult;
import com.adobe.testing.s3mock.dto.ListVersionsResult;
import com.adobe.testing.s3mock.dto.ObjectVersion;
import com.adobe.testing.s3mock.dto.S3Object;
import com.adobe.testing.s3mock.service.BucketService;
import com.adobe.testing.s3mock.store.BucketMetadata;
import com.adobe.testing.s3mock.store.BucketStore;
import com.adobe.testing.s3mock.store.ObjectStore;
import com.adobe.testing.s3mock.store.S3ObjectMetadata;
import com.adobe.testing.s3mock.store.S3ObjectVersions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * ListObjectVersions as S3 answers it. S3Mock's own pages by key: it drops the versions that do not
 * fit, says the listing is complete, and fails on a key with a space once the SDK asks for encoded
 * ones. A file that no listing names would never be read, so the emulator has to be right here.
 */
class WholeVersionListing extends BucketService {
  private final BucketStore buckets;
  private final ObjectStore objects;

  WholeVersionListing(BucketStore buckets, ObjectStore objects) {
    super(buckets, objects);
    this.buckets = buckets;
    this.objects = objects;
  }

  /** In key order, newest version first; {@code maxKeys} counts versions and markers together. */
  @Override
  public ListVersionsResult listVersions(
      String bucketName,
      @Nullable String prefix,
      @Nullable String delimiter,
      @Nullable String encodingType,
      Integer maxKeys,
      @Nullable String keyMarker,
      @Nullable String versionIdMarker) {
    ListBucketResult keys =
        listObjectsV1(bucketName, prefix, delimiter, null, null, Integer.MAX_VALUE);
    BucketMetadata bucket = buckets.getBucketMetadata(bucketName);
    Page page = new Page(maxKeys, "url".equals(encodingType));
    for (S3Object object : keys.contents()) {
      if (page.truncated) {
        break;
      }
      if (keyMarker == null || object.key().compareTo(keyMarker) >= 0) {
        String after = object.key().equals(keyMarker) ? versionIdMarker : null;
        boolean wholeKeyListed = object.key().equals(keyMarker) && versionIdMarker == null;
        if (!wholeKeyListed) {
          versionsOf(bucket, object.key(), after).forEach(page::add);
        }
      }
    }
    return new ListVersionsResult(
        keys.commonPrefixes(),
        page.markers,
        delimiter,
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
        .map(object -> new Entry(object, latest));
  }

  private record Entry(S3ObjectMetadata object, boolean latest) {}

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
          plain.lastModified(),
          plain.owner(),
          plain.versionId());
    }
  }
}
