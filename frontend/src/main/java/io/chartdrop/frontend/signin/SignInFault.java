package io.chartdrop.frontend.signin;

import io.chartdrop.frontend.api.ApiException;
import io.chartdrop.frontend.api.Trouble;
import io.chartdrop.telemetry.FaultText;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.client.HttpServerErrorException;

/**
 * Why nobody was signed in, or not any longer.
 *
 * @param trouble failed where it is the person's or time's, down where the issuer does not answer,
 *     a fault where it refuses us ourselves
 */
record SignInFault(Trouble trouble) {
  private static final Logger log = LoggerFactory.getLogger(SignInFault.class);

  /** Logs it too: the pages only say what is to be done. */
  static SignInFault of(Exception e) {
    String code = code(e);
    SignInFault fault = new SignInFault(trouble(e, code));
    if (fault.trouble() == Trouble.SIGN_IN_FAILED) {
      log.info("Nobody is signed in: {} {}", code, FaultText.of(e));
    } else {
      log.error("Signing in fails: {} {}", code, FaultText.of(e));
    }
    return fault;
  }

  private static Trouble trouble(Exception e, String code) {
    if (FaultText.causes(e).anyMatch(SignInFault::isOutage)) {
      return Trouble.SIGN_IN_DOWN;
    }
    return switch (code) {
      case "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope" ->
          Trouble.FAULT;
      default -> Trouble.SIGN_IN_FAILED;
    };
  }

  private static boolean isOutage(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof HttpServerErrorException
        || cause instanceof ApiException;
  }

  private static String code(Exception e) {
    String code =
        e instanceof OAuth2AuthenticationException signIn
            ? signIn.getError().getErrorCode()
            : e instanceof OAuth2AuthorizationException refusal
                ? refusal.getError().getErrorCode()
                : "none";
    // it may come from the address, where anybody may write anything
    return code.matches("[a-z_]{1,40}") ? code : "other";
  }
}
