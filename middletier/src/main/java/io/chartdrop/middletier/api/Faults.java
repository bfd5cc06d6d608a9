package io.chartdrop.middletier.api;

import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import io.chartdrop.records.BadPageTokenException;
import io.chartdrop.telemetry.FaultText;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** What a caller is told of what went wrong, theirs or ours; and what we are told of ours. */
final class Faults {
  private static final Logger log = LoggerFactory.getLogger(Faults.class);
  private static final long TRY_AGAIN_SECONDS = 5;

  private Faults() {}

  static Problem problem(Throwable fault) {
    if (fault instanceof RefusedException refused) {
      return refused.problem();
    }
    if (fault instanceof BadPageTokenException) {
      return Problem.of(
          ProblemType.BAD_PAGE_TOKEN,
          "next does not belong to this query: start again without it, with the same parameters on"
              + " every page.");
    }
    log.error("{}", FaultText.of(fault));
    return isOutage(fault)
        ? Problem.of(
                ProblemType.UNAVAILABLE,
                "A part of the service cannot be reached. Nothing is wrong with the request: send"
                    + " it again after a while.")
            .retryAfter(TRY_AGAIN_SECONDS)
        : Problem.of(
            ProblemType.INTERNAL,
            "This is our fault, not yours. Sending the request again may help; if it does not, tell"
                + " the operator the time of this answer.");
  }

  /** Also a refusal by AWS for want of rights: the caller is not to blame, nor can mend it. */
  private static boolean isOutage(Throwable fault) {
    if (fault instanceof SdkServiceException service) {
      return service.statusCode() >= 500
          || service.statusCode() == 403
          || service.isThrottlingException();
    }
    return fault instanceof SdkException
        || fault instanceof RejectedExecutionException // every thread is busy
        || fault instanceof AuthenticationServiceException
        || fault instanceof JwtDecoderInitializationException;
  }
}
