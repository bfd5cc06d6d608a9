package io.chartdrop.local.s3;

import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;

/** Buckets that keep every version of an object. */
public final class Buckets {
  private Buckets() {}

  /** Creates each bucket that is missing; turns versioning on in all of them. */
  public static void create(S3Client client, List<String> buckets) {
    for (String bucket : buckets) {
      if (!exists(client, bucket)) {
        client.createBucket(create -> create.bucket(bucket));
      }
      if (!isVersioned(client, bucket)) {
        enableVersioning(client, bucket);
      }
    }
  }

  private static boolean exists(S3Client client, String bucket) {
    try {
      client.headBucket(head -> head.bucket(bucket));
      return true;
    } catch (NoSuchBucketException e) {
      return false;
    }
  }

  /** Asked first, because S3Mock forgets a bucket's objects whenever its versioning is set. */
  private static boolean isVersioned(S3Client client, String bucket) {
    return client.getBucketVersioning(get -> get.bucket(bucket)).status()
        == BucketVersioningStatus.ENABLED;
  }

  private static void enableVersioning(S3Client client, String bucket) {
    client.putBucketVersioning(
        put ->
            put.bucket(bucket)
                .versioningConfiguration(
                    versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
  }
}
