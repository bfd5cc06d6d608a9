package io.chartdrop.routes.intake;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.UploadMetadata;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What our own roles, and only they, say of a version in its metadata. */
@Component
class UploadMarks {
  private final S3Client s3;
  private final IntakeProperties properties;

  UploadMarks(S3Client s3, IntakeProperties properties) {
    this.s3 = s3;
    this.properties = properties;
  }

  /**
   * @param fileId under which our API announced the upload
   * @param replayOf the file that this version repeats
   */
  record Marks(Optional<FileId> fileId, Optional<FileId> replayOf) {}

  /** Empty if the version is gone: another worker closed it since it was listed. */
  Optional<Marks> of(InboxVersion version) {
    try {
      Map<String, String> metadata =
          s3.headObject(
                  HeadObjectRequest.builder()
                      .bucket(properties.inbox())
                      .key(version.key())
                      .versionId(version.versionId())
                      .build())
              .metadata();
      return Optional.of(
          new Marks(
              fileId(metadata, UploadMetadata.FILE_ID),
              fileId(metadata, UploadMetadata.REPLAY_OF)));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<FileId> fileId(Map<String, String> metadata, String name) {
    return Optional.ofNullable(metadata.get(name)).flatMap(FileId::parse);
  }
}
