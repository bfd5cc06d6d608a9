package io.chartdrop.local.s3;

import com.adobe.testing.s3mock.dto.ChecksumAlgorithm;
import com.adobe.testing.s3mock.dto.Owner;
import com.adobe.testing.s3mock.dto.StorageClass;
import com.adobe.testing.s3mock.dto.Tag;
import com.adobe.testing.s3mock.service.ObjectService;
import com.adobe.testing.s3mock.store.BucketMetadata;
import com.adobe.testing.s3mock.store.BucketStore;
import com.adobe.testing.s3mock.store.ObjectStore;
import com.adobe.testing.s3mock.store.S3ObjectMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Versions that are lost only when they are deleted. S3Mock, asked to delete a version that is gone
 * already, deletes the last one that is left; where the last one is deleted while another is put,
 * it forgets the new one; and it goes on reading a deleted version. Two workers that delete what
 * both found closed would so lose a third file that nobody has read.
 */
class TruthfulVersions extends ObjectService {
  private final BucketStore buckets;
  private final ObjectStore objects;
  private final KeyLocks locks;

  TruthfulVersions(BucketStore buckets, ObjectStore objects, KeyLocks locks) {
    super(buckets, objects);
    this.buckets = buckets;
    this.objects = objects;
    this.locks = locks;
  }

  @Override
  public S3ObjectMetadata putS3Object(
      String bucketName,
      String key,
      String contentType,
      Map<String, String> storeHeaders,
      Path path,
      Map<String, String> userMetadata,
      Map<String, String> encryptionHeaders,
      @Nullable List<Tag> tags,
      @Nullable ChecksumAlgorithm checksumAlgorithm,
      @Nullable String checksum,
      Owner owner,
      @Nullable StorageClass storageClass) {
    synchronized (locks.of(bucketName, key)) {
      return super.putS3Object(
          bucketName,
          key,
          contentType,
          storeHeaders,
          path,
          userMetadata,
          encryptionHeaders,
          tags,
          checksumAlgorithm,
          checksum,
          owner,
          storageClass);
    }
  }

  @Override
  public @Nullable S3ObjectMetadata copyS3Object(
      String sourceBucketName,
      String sourceKey,
      @Nullable String versionId,
      String destinationBucketName,
      String destinationKey,
      Map<String, String> encryptionHeaders,
      Map<String, String> storeHeaders,
      Map<String, String> userMetadata,
      @Nullable StorageClass storageClass) {
    synchronized (locks.of(destinationBucketName, destinationKey)) {
      return super.copyS3Object(
          sourceBucketName,
          sourceKey,
          versionId,
          destinationBucketName,
          destinationKey,
          encryptionHeaders,
          storeHeaders,
          userMetadata,
          storageClass);
    }
  }

  @Override
  public boolean deleteObject(String bucketName, String key, @Nullable String versionId) {
    synchronized (locks.of(bucketName, key)) {
      if (versionId == null) {
        return super.deleteObject(bucketName, key, null);
      }
      BucketMetadata bucket = buckets.getBucketMetadata(bucketName);
      UUID id = bucket.getID(key);
      if (id == null || !objects.getS3ObjectVersions(bucket, id).versions().contains(versionId)) {
        return false;
      }
      boolean wasTheLast = super.deleteObject(bucketName, key, versionId);
      if (!wasTheLast) {
        deleteFiles(bucket.path().resolve(id.toString()), versionId);
      }
      return wasTheLast;
    }
  }

  private static void deleteFiles(Path object, String versionId) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(object, versionId + "-*")) {
      for (Path file : files) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
