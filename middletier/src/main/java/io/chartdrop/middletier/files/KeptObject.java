package io.chartdrop.middletier.files;

import io.chartdrop.records.file.StoredObject;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An object that a ledger row names, and that may have outlived its keeping. */
final class KeptObject {
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private KeptObject() {}

  /**
   * Whether S3 refused the object because it is not there. It says 403 instead of 404 to whoever
   * may list under a prefix only, as a tenant's session may; then it is looked for.
   */
  static boolean isGone(S3Client s3, StoredObject object, S3Exception refusal) {
    return refusal.statusCode() == NOT_FOUND
        || (refusal.statusCode() == FORBIDDEN
            && s3
                .listObjectsV2(list -> list.bucket(object.bucket()).prefix(object.key()).maxKeys(1))
                .contents()
                .stream()
                .noneMatch(found -> found.key().equals(object.key())));
  }
}
