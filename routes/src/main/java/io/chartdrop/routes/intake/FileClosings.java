package io.chartdrop.routes.intake;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.FileClaims;
import io.chartdrop.telemetry.FaultText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Closes files, and asks again where the store did not answer: the closing may have taken effect,
 * and the next to claim the file would only delete its version. Nobody would be told of its end.
 */
@Component
class FileClosings {
  private static final Logger log = LoggerFactory.getLogger(FileClosings.class);

  private final FileClaims claims;
  private final BackOff backOff;

  @Autowired
  FileClosings(FileClaims claims) {
    this(claims, BackOff.asleep());
  }

  FileClosings(FileClaims claims, BackOff backOff) {
    this.claims = claims;
    this.backOff = backOff;
  }

  /**
   * Returns once the file is closed by this attempt. Asks no longer than the attempt's lease, but
   * does not mind if the attempt is over: its heartbeat ends it when it finds the file closed.
   *
   * @throws io.chartdrop.records.file.LeaseLostException if the file is another's, or nobody
   *     answered in time
   */
  void close(Attempt attempt, Closing closing) {
    BackOff.Tries tries = backOff.tries(attempt::checkLease);
    while (true) {
      try {
        claims.close(attempt.claim(), closing);
        return;
      } catch (SdkException fault) {
        if (!isNoAnswer(fault)) {
          throw fault;
        }
        log.warn("file {}: to be closed again: {}", attempt.fileId(), FaultText.of(fault));
        tries.failed();
      }
    }
  }

  /** Whether what was asked may have been done all the same. */
  static boolean isNoAnswer(SdkException fault) {
    return fault instanceof SdkClientException
        || fault instanceof AwsServiceException service && service.statusCode() >= 500;
  }
}
