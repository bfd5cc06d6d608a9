package io.chartdrop.local.s3;

import com.adobe.testing.s3mock.dto.ChecksumAlgorithm;
import com.adobe.testing.s3mock.dto.CompleteMultipartUploadResult;
import com.adobe.testing.s3mock.dto.CompletedPart;
import com.adobe.testing.s3mock.service.MultipartService;
import com.adobe.testing.s3mock.store.BucketStore;
import com.adobe.testing.s3mock.store.MultipartStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Multipart uploads that survive the key's other versions. S3Mock names the key when the upload
 * begins, forgets it with the last older version, and then says yes to parts that it does not keep.
 */
class TruthfulUploads extends MultipartService {
  private final BucketStore buckets;
  private final KeyLocks locks;

  TruthfulUploads(BucketStore buckets, MultipartStore uploads, KeyLocks locks) {
    super(buckets, uploads);
    this.buckets = buckets;
    this.locks = locks;
  }

  @Override
  public @Nullable String putPart(
      String bucketName,
      String key,
      UUID uploadId,
      Integer partNumber,
      Path path,
      Map<String, String> encryptionHeaders) {
    buckets.addKeyToBucket(key, bucketName);
    return super.putPart(bucketName, key, uploadId, partNumber, path, encryptionHeaders);
  }

  @Override
  public void verifyMultipartParts(
      String bucketName, String key, UUID uploadId, List<CompletedPart> requestedParts) {
    buckets.addKeyToBucket(key, bucketName);
    super.verifyMultipartParts(bucketName, key, uploadId, requestedParts);
  }

  @Override
  public @Nullable CompleteMultipartUploadResult completeMultipartUpload(
      String bucketName,
      String key,
      UUID uploadId,
      List<CompletedPart> parts,
      Map<String, String> encryptionHeaders,
      String location,
      @Nullable String checksum,
      @Nullable ChecksumAlgorithm checksumAlgorithm) {
    synchronized (locks.of(bucketName, key)) {
      buckets.addKeyToBucket(key, bucketName);
      return super.completeMultipartUpload(
          bucketName,
          key,
          uploadId,
          parts,
          encryptionHeaders,
          location,
          checksum,
          checksumAlgorithm);
    }
  }
}
