package io.chartdrop.routes.intake;

import io.chartdrop.records.file.LeaseLostException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Sorts our own failures. A fault of a file or a row is never an exception, so none comes here. */
final class Faults {
  private static final int FRAMES = 4;

  private Faults() {}

  /** The file is another worker's, or this worker is stopping: nothing is wrong with either. */
  static boolean isLost(Throwable fault) {
    return causes(fault).anyMatch(LeaseLostException.class::isInstance);
  }

  /** This worker was asked to stop. */
  static boolean isStopping(Throwable fault) {
    return causes(fault).anyMatch(StoppingException.class::isInstance);
  }

  /**
   * Whether a store, the network or our own stopping failed the attempt, so that it must not count
   * against the file.
   */
  static boolean isOutage(Throwable fault) {
    return causes(fault)
        .anyMatch(
            cause ->
                cause instanceof StoppingException
                    || cause instanceof SdkClientException
                    || cause instanceof IOException
                    || cause instanceof InterruptedException
                    || (cause instanceof AwsServiceException service
                        && (service.statusCode() >= 500 || service.isThrottlingException())));
  }

  /**
   * Types and places of a fault, without its messages: those may quote a row, and a row is a
   * patient.
   */
  static String describe(Throwable fault) {
    return causes(fault).map(Faults::describeOne).collect(Collectors.joining(" <- "));
  }

  private static String describeOne(Throwable cause) {
    String status =
        cause instanceof AwsServiceException service && service.awsErrorDetails() != null
            ? "[" + service.statusCode() + " " + service.awsErrorDetails().errorCode() + "]"
            : "";
    return cause.getClass().getName() + status + places(cause);
  }

  /** Where it was thrown, and where in our own code. */
  private static String places(Throwable cause) {
    List<StackTraceElement> frames = List.of(cause.getStackTrace());
    return Stream.concat(
            frames.stream().limit(1),
            frames.stream()
                .skip(1)
                .filter(frame -> frame.getClassName().startsWith("io.chartdrop"))
                .limit(FRAMES))
        .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber())
        .collect(Collectors.joining());
  }

  private static Stream<Throwable> causes(Throwable fault) {
    return Stream.iterate(fault, cause -> cause != null, Throwable::getCause).limit(20);
  }
}
