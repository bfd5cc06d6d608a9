package io.chartdrop.middletier.caller;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * What an access token must have beyond signature, issuer and time: an end, and {@code
 * token_use=access}. An ID token has the same signature and says who somebody is, not what they let
 * a client do.
 */
final class TokenRules implements OAuth2TokenValidator<Jwt> {
  @Override
  public OAuth2TokenValidatorResult validate(Jwt token) {
    if (token.getExpiresAt() == null) {
      return refused("The token never expires");
    }
    return "access".equals(token.getClaim("token_use"))
        ? OAuth2TokenValidatorResult.success()
        : refused("The token is no access token");
  }

  private static OAuth2TokenValidatorResult refused(String why) {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, null));
  }
}
