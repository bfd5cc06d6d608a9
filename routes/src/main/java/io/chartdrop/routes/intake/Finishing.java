package io.chartdrop.routes.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.ContentKey;
import io.chartdrop.records.file.ContentVerdict;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.file.StoredObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;

/** The last steps of a file. All but the closing may be done twice. */
@Component
class Finishing {
  private static final Logger log = LoggerFactory.getLogger(Finishing.class);

  /** Nobody can be stopped within a copy. S3's own limit is ten times as much. */
  private static final long MAX_COPY_BYTES = 512L << 20;

  private static final Problem GIVEN_UP =
      new Problem(
          FileCode.PROCESSING_FAILED,
          "We could not process this file, and it is not the file's fault. It is kept, and we"
              + " have been told; there is no need to send it again.");

  private final FileClosings closings;
  private final ContentClaims contents;
  private final LargeCopy largeCopy;
  private final Claiming claiming;
  private final ObjectKeys keys;
  private final IntakeMeters meters;
  private final IntakeProperties properties;
  private final ObjectMapper json;

  Finishing(
      FileClosings closings,
      ContentClaims contents,
      S3Client s3,
      Claiming claiming,
      ObjectKeys keys,
      IntakeMeters meters,
      IntakeProperties properties,
      ObjectMapper json) {
    this.closings = closings;
    this.contents = contents;
    this.largeCopy = new LargeCopy(s3, MAX_COPY_BYTES);
    this.claiming = claiming;
    this.keys = keys;
    this.meters = meters;
    this.properties = properties;
    this.json = json;
  }

  /** A file whose every attempt failed through our fault. */
  Ending giveUp(Attempt attempt) {
    return Ending.of(
        attempt, Closing.failed(GIVEN_UP, attempt.lastKnownRows(), contentOf(attempt)));
  }

  /**
   * The bytes, for the closing to free them: an attempt that died left its claim on them, and to
   * the next attempt at the same file it passes.
   */
  Optional<ContentKey> contentOf(Attempt attempt) {
    if (attempt.sha256().isPresent()
        && contents.add(attempt.contentKey(), attempt.claim(), properties.lease())
            instanceof ContentVerdict.Mine) {
      attempt.holdContent();
    }
    return attempt.content();
  }

  /**
   * The same of one that could not even be moved to the errors: it stays where it is, closed, and
   * nothing is written but that.
   */
  InboxVersion giveUpInPlace(Attempt attempt) {
    StoredObject here = new StoredObject(properties.inbox(), attempt.version().key());
    return close(attempt, giveUp(attempt).closing().at(here, Optional.empty(), Optional.empty()));
  }

  /** What an operator or a clinic's own program wants to know of a file that has rejects. */
  byte[] report(Ending ending) throws JsonProcessingException {
    Closing closing = ending.closing();
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("file_id", ending.attempt().fileId().value());
    report.put("name", ending.attempt().version().name());
    report.put("status", closing.status());
    report.put(
        "rows",
        Map.of(
            "read", closing.rows().read(),
            "new", closing.rows().added(),
            "known", closing.rows().known(),
            "rejected", closing.rows().rejected()));
    report.put("rejected_by_code", ending.rejectedByCode());
    closing
        .problem()
        .ifPresent(
            problem ->
                report.put(
                    "problem", Map.of("code", problem.code(), "message", problem.message())));
    report.put("notices", closing.notices());
    return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(report);
  }

  /** Names the version: a newer upload of the same name must not be archived in its place. */
  CopyObjectRequest copyOriginal(Ending ending) {
    InboxVersion version = ending.attempt().version();
    StoredObject to = keys.original(ending.attempt(), ending.closing().status());
    return CopyObjectRequest.builder()
        .sourceBucket(properties.inbox())
        .sourceKey(version.key())
        .sourceVersionId(version.versionId())
        .destinationBucket(to.bucket())
        .destinationKey(to.key())
        .build();
  }

  boolean isBeyondOneCopy(Ending ending) {
    return ending.attempt().version().bytes() > MAX_COPY_BYTES;
  }

  /** Where {@link #copyOriginal} is more than is done at once. */
  CopyObjectRequest copyInParts(Ending ending) {
    CopyObjectRequest request = copyOriginal(ending);
    largeCopy.copy(request, ending.attempt().version().bytes(), ending.attempt());
    return request;
  }

  /** Closes the file; from here on it is done, whatever happens to this worker. */
  InboxVersion close(Ending ending) {
    Attempt attempt = ending.attempt();
    return close(
        attempt,
        ending
            .closing()
            .at(
                keys.original(attempt, ending.closing().status()),
                ending.hasRejects() ? Optional.of(keys.rejects(attempt)) : Optional.empty(),
                ending.hasReport() ? Optional.of(keys.report(attempt)) : Optional.empty()));
  }

  private InboxVersion close(Attempt attempt, Closing closing) {
    attempt.check();
    closings.close(attempt, closing);
    attempt.closed();
    claiming.end(attempt);
    meters.ended(attempt, IntakeMeters.AttemptOutcome.CLOSED);
    tell(attempt.fileId(), attempt.version(), closing);
    return attempt.version();
  }

  /** Counts and logs a file's end, of which an alarm may hear. */
  void tell(FileId fileId, InboxVersion version, Closing closing) {
    meters.closed(version, closing);
    FileStatus status = closing.status();
    RowCounts rows = closing.rows();
    String line = "file {} of {}: {}, read {}, new {}, known {}, rejected {}";
    Object[] values = {
      fileId,
      version.tenant(),
      closing.problem().map(p -> status + " " + p.code()).orElse(status.name()),
      rows.read(),
      rows.added(),
      rows.known(),
      rows.rejected()
    };
    if (status == FileStatus.REJECTED || status == FileStatus.FAILED) {
      log.warn(line, values);
    } else {
      log.info(line, values);
    }
  }

  /** Names the version: without it S3 would put a delete marker over a newer upload. */
  DeleteObjectRequest deleteVersion(InboxVersion version) {
    return DeleteObjectRequest.builder()
        .bucket(properties.inbox())
        .key(version.key())
        .versionId(version.versionId())
        .build();
  }
}
