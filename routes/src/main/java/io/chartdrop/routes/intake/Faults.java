package io.chartdrop.routes.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.chartdrop.records.file.DynamoDbConflicts;
import io.chartdrop.records.file.LeaseLostException;
import io.chartdrop.telemetry.FaultText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Set;
import java.util.zip.ZipException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Sorts our own failures. A fault of a file or a row is never an exception, so none comes here. */
final class Faults {
  private static final Set<String> OUTAGES =
      Set.of(
          "AccessDeniedException",
          "ExpiredToken",
          "ExpiredTokenException",
          "NoSuchBucket",
          "RequestTimeout",
          "ResourceNotFoundException",
          "TransactionConflictException",
          "UnrecognizedClientException");

  private Faults() {}

  /** The file is another worker's, or may be by now: nothing is wrong with either. */
  static boolean isLost(Throwable fault) {
    return FaultText.causes(fault).anyMatch(LeaseLostException.class::isInstance);
  }

  /** A store was reached, and said no. */
  static boolean isAnswer(Throwable fault) {
    return FaultText.causes(fault).anyMatch(AwsServiceException.class::isInstance);
  }

  /** This worker was asked to stop. */
  static boolean isStopping(Throwable fault) {
    return FaultText.causes(fault).anyMatch(StoppingException.class::isInstance);
  }

  /**
   * Whether a store, the network or our own stopping failed the attempt, so that it must not count
   * against the file.
   */
  static boolean isOutage(Throwable fault) {
    return FaultText.causes(fault)
        .anyMatch(
            cause ->
                cause instanceof StoppingException
                    || cause instanceof SdkClientException
                    || (cause instanceof IOException io && !isOfTheBytes(io))
                    || cause instanceof InterruptedException
                    || (cause instanceof AwsServiceException service && isOutage(service)));
  }

  /**
   * What the file's own bytes cause comes again with each attempt, though Java counts it as I/O.
   */
  private static boolean isOfTheBytes(IOException fault) {
    return fault instanceof CharacterCodingException
        || fault instanceof ZipException
        || fault instanceof JsonProcessingException;
  }

  /**
   * A role, key, table or bucket that is wrong or missing fails every file: they all wait for us.
   */
  private static boolean isOutage(AwsServiceException fault) {
    return fault.statusCode() >= 500
        || fault.statusCode() == 401
        || fault.statusCode() == 403
        || fault.isThrottlingException()
        || DynamoDbConflicts.isPassing(fault)
        || (fault.awsErrorDetails() != null
            && isOutage(String.valueOf(fault.awsErrorDetails().errorCode())));
  }

  /** S3 passes on what its key service says of a key that is disabled or going to be deleted. */
  private static boolean isOutage(String code) {
    return OUTAGES.contains(code) || code.startsWith("KMS.");
  }
}
