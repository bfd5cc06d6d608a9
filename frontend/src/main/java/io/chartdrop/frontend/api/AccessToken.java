package io.chartdrop.frontend.api;

/** Of the person whose request this thread answers. */
@FunctionalInterface
public interface AccessToken {
  /**
   * Good for at least a moment longer.
   *
   * @throws ApiException if the person has to sign in again, or the issuer does not answer
   */
  String value();
}
