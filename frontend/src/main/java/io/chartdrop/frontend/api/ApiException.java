package io.chartdrop.frontend.api;

import java.time.Duration;
import java.util.Optional;

/** The API did not do what it was asked. Neither message nor cause repeats what that was. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Trouble trouble;
  private final transient Optional<String> detail;
  private final transient Optional<Duration> retryAfter;

  /**
   * @param detail what the API says of it, in a sentence with the cure
   * @param retryAfter when asking again makes sense
   */
  public ApiException(Trouble trouble, Optional<String> detail, Optional<Duration> retryAfter) {
    super(trouble.name());
    this.trouble = trouble;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  public ApiException(Trouble trouble) {
    this(trouble, Optional.empty(), Optional.empty());
  }

  public Trouble trouble() {
    return trouble;
  }

  public Optional<String> detail() {
    return detail;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
