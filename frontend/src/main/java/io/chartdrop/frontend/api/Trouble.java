package io.chartdrop.frontend.api;

/**
 * What can go wrong, as far as it makes a difference to whoever sits at the page; {@code
 * messages.properties} has words for each.
 */
public enum Trouble {
  /** The session or its tokens are no longer good. */
  SIGN_IN_AGAIN(401),
  /** A fresh sign-in is refused as well. */
  SIGN_IN_REFUSED(403),
  /** The issuer does not answer. */
  SIGN_IN_DOWN(503),
  /** Signing in was broken off, or took too long. */
  SIGN_IN_FAILED(401),
  NO_CLINIC(403),
  CLINIC_DISABLED(403),
  NOT_ALLOWED(403),
  /** A form was sent from a page whose session has ended. */
  STALE_PAGE(403),
  BAD_REQUEST(400),
  NOT_FOUND(404),
  NOT_FINISHED(409),
  NOT_RETRYABLE(409),
  BROKEN_OFF(400),
  TOO_LARGE(413),
  WRONG_TYPE(415),
  TOO_MANY(429),
  /** The API answers that a part of it is down. */
  UNAVAILABLE(503),
  /** The API does not answer in time. */
  SLOW(504),
  /** Nothing answers at the API's address. */
  UNREACHABLE(503),
  /** Ours, here or in the API. */
  FAULT(500);

  private final int status;

  Trouble(int status) {
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** Whether the same request may succeed a little later. */
  public boolean passes() {
    return switch (this) {
      case SIGN_IN_DOWN, TOO_MANY, UNAVAILABLE, SLOW, UNREACHABLE -> true;
      default -> false;
    };
  }

  /** Whether signing in as somebody else is the way out. */
  public boolean isOfAccount() {
    return switch (this) {
      case SIGN_IN_REFUSED, NO_CLINIC, CLINIC_DISABLED, NOT_ALLOWED -> true;
      default -> false;
    };
  }
}
