package io.chartdrop.telemetry;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Faults as they may be logged. */
public final class FaultText {
  private static final int FRAMES = 4;
  private static final int MAX_CAUSES = 20;

  private FaultText() {}

  /**
   * Types and places of a fault and its causes, and what AWS answered, without messages: those may
   * quote a row or a request, and both are a patient's.
   */
  public static String of(Throwable fault) {
    return causes(fault).map(FaultText::ofOne).collect(Collectors.joining(" <- "));
  }

  /** The fault, its cause, and so on. */
  public static Stream<Throwable> causes(Throwable fault) {
    return Stream.iterate(fault, cause -> cause != null, Throwable::getCause).limit(MAX_CAUSES);
  }

  private static String ofOne(Throwable cause) {
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
}
