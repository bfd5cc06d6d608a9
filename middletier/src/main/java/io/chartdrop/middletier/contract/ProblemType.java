package io.chartdrop.middletier.contract;

import java.util.Locale;

/** The kinds of refusal. A kind is a public promise: its name and status stay. */
public enum ProblemType {
  BAD_REQUEST(400, "The request cannot be understood"),
  BAD_PARAMETER(400, "A parameter is not as it should be"),
  BAD_PAGE_TOKEN(400, "The page token does not belong to this query"),
  NOTES_ALONE(400, "Notes are searched only within a narrower query"),
  SHORT_BODY(400, "The upload broke off"),
  NOT_SIGNED_IN(401, "There is no valid access token"),
  NO_TENANT(403, "The token does not name exactly one clinic"),
  TENANT_DISABLED(403, "The clinic is disabled"),
  MISSING_SCOPE(403, "The token does not allow this operation"),
  NOT_FOUND(404, "There is no such thing"),
  METHOD_NOT_ALLOWED(405, "This method is not supported here"),
  NOT_FINISHED(409, "The file is not finished"),
  NOT_RETRYABLE(409, "The file cannot be read again"),
  TOO_LARGE(413, "The body is too large"),
  UNSUPPORTED_TYPE(415, "The body has another type than it should"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  INTERNAL(500, "Something went wrong on our side"),
  UNAVAILABLE(503, "A part of the service is down");

  private final int status;
  private final String title;

  ProblemType(int status, String title) {
    this.status = status;
    this.title = title;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  /** Such as {@code urn:chartdrop:problem:bad-parameter}. */
  public String uri() {
    return "urn:chartdrop:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
