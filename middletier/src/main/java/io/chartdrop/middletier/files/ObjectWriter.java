package io.chartdrop.middletier.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes one object of unknown length, holding one part in memory. Only the last call makes it an
 * object: whatever goes wrong before, nothing is there.
 */
final class ObjectWriter {
  private static final Logger log = LoggerFactory.getLogger(ObjectWriter.class);

  /** 5 GB in at most 640 parts, of the 10,000 that S3 takes. */
  static final int PART_BYTES = 8 << 20;

  private final S3Client s3;
  private final String bucket;
  private final String key;

  ObjectWriter(S3Client s3, String bucket, String key) {
    this.s3 = s3;
    this.bucket = bucket;
    this.key = key;
  }

  /** Returns the version's id. */
  String write(UploadBody body, Map<String, String> metadata) {
    byte[] first = body.next(PART_BYTES);
    if (first.length < PART_BYTES) {
      return s3.putObject(
              put -> put.bucket(bucket).key(key).metadata(metadata), RequestBody.fromBytes(first))
          .versionId();
    }
    String uploadId =
        s3.createMultipartUpload(create -> create.bucket(bucket).key(key).metadata(metadata))
            .uploadId();
    try {
      return writeParts(uploadId, first, body);
    } catch (RuntimeException e) {
      abort(uploadId);
      throw e;
    }
  }

  private String writeParts(String uploadId, byte[] first, UploadBody body) {
    List<CompletedPart> parts = new ArrayList<>();
    byte[] part = first;
    while (part.length > 0) {
      parts.add(writePart(uploadId, parts.size() + 1, part));
      part = part.length < PART_BYTES ? new byte[0] : body.next(PART_BYTES);
    }
    return s3.completeMultipartUpload(
            complete ->
                complete
                    .bucket(bucket)
                    .key(key)
                    .uploadId(uploadId)
                    .multipartUpload(upload -> upload.parts(parts)))
        .versionId();
  }

  private CompletedPart writePart(String uploadId, int number, byte[] part) {
    String tag =
        s3.uploadPart(
                upload -> upload.bucket(bucket).key(key).uploadId(uploadId).partNumber(number),
                RequestBody.fromBytes(part))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private void abort(String uploadId) {
    try {
      s3.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(uploadId));
    } catch (SdkException e) {
      // What made us abort matters more. The bucket's lifecycle clears unfinished uploads away.
      log.warn("An unfinished upload could not be aborted: {}", e.getClass().getSimpleName());
    }
  }
}
