package io.chartdrop.routes.intake;

import io.chartdrop.records.Fence;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/**
 * Copies an object in parts, so that it can be ended between two of them. S3 copies no more than 5
 * GB at once, and a clinic may upload more: too large to be read, but not to be kept.
 */
final class LargeCopy {
  private final S3Client s3;
  private final long partBytes;

  /**
   * @param partBytes at least 5 MB, but for the last part
   */
  LargeCopy(S3Client s3, long partBytes) {
    this.s3 = s3;
    this.partBytes = partBytes;
  }

  /**
   * Does what {@code request} says, for an object of {@code bytes} bytes. What a copy that failed
   * left behind is taken away, or by the bucket's lifecycle if S3 is down.
   */
  void copy(CopyObjectRequest request, long bytes, Fence fence) {
    String upload =
        s3.createMultipartUpload(
                create -> create.bucket(request.destinationBucket()).key(request.destinationKey()))
            .uploadId();
    try {
      List<CompletedPart> parts = new ArrayList<>();
      for (long from = 0; from < bytes; from += partBytes) {
        fence.check();
        parts.add(copyPart(request, upload, parts.size() + 1, from, bytes));
      }
      s3.completeMultipartUpload(
          complete ->
              complete
                  .bucket(request.destinationBucket())
                  .key(request.destinationKey())
                  .uploadId(upload)
                  .multipartUpload(all -> all.parts(parts)));
    } catch (RuntimeException failed) {
      abort(request, upload, failed);
      throw failed;
    }
  }

  private CompletedPart copyPart(
      CopyObjectRequest request, String upload, int number, long from, long bytes) {
    long to = Math.min(from + partBytes, bytes) - 1;
    String eTag =
        s3.uploadPartCopy(
                part ->
                    part.sourceBucket(request.sourceBucket())
                        .sourceKey(request.sourceKey())
                        .sourceVersionId(request.sourceVersionId())
                        .copySourceRange("bytes=" + from + "-" + to)
                        .destinationBucket(request.destinationBucket())
                        .destinationKey(request.destinationKey())
                        .uploadId(upload)
                        .partNumber(number))
            .copyPartResult()
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(eTag).build();
  }

  private void abort(CopyObjectRequest request, String upload, RuntimeException failed) {
    try {
      s3.abortMultipartUpload(
          abort ->
              abort
                  .bucket(request.destinationBucket())
                  .key(request.destinationKey())
                  .uploadId(upload));
    } catch (SdkException alsoFailed) {
      failed.addSuppressed(alsoFailed);
    }
  }
}
