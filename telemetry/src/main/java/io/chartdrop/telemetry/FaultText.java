package io.chartdrop.telemetry;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.ClassUtils;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Faults as they may be logged. */
public final class FaultText {
  private static final int FRAMES = 4;
  private static final int MAX_CAUSES = 20;
  private static final boolean HAS_AWS =
      ClassUtils.isPresent(
          "software.amazon.awssdk.awscore.exception.AwsServiceException",
          FaultText.class.getClassLoader());

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
    String answered = HAS_AWS ? Aws.answered(cause) : "";
    return cause.getClass().getName() + answered + places(cause);
  }

  /** Loaded only where a service has the AWS SDK. */
  private static final class Aws {
    static String answered(Throwable cause) {
      return cause instanceof AwsServiceException service && service.awsErrorDetails() != null
          ? "[" + service.statusCode() + " " + service.awsErrorDetails().errorCode() + "]"
          : "";
    }
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
