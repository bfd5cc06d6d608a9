package io.chartdrop.middletier.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Tokens whose signature was found good, each kept for a few seconds: a program asks again and
 * again with the same one, and to check its signature costs more than all else that a look-up does
 * here. What depends on the time is checked at each use.
 */
final class RememberedTokens implements JwtDecoder {
  private static final int MOST = 10_000;

  private final JwtDecoder decoder;
  private final OAuth2TokenValidator<Jwt> validator;
  private final Cache<String, Jwt> good;

  /**
   * @param decoder checks the signature and the claims
   * @param validator checks the claims again of a token that is remembered, the time among them
   * @param age for how long; a token signed by a key that the issuer took back is believed so much
   *     longer
   */
  RememberedTokens(JwtDecoder decoder, OAuth2TokenValidator<Jwt> validator, Duration age) {
    this.decoder = decoder;
    this.validator = validator;
    good = Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(age).build();
  }

  @Override
  public Jwt decode(String token) {
    Jwt jwt = good.getIfPresent(token);
    if (jwt == null) {
      jwt = decoder.decode(token);
      good.put(token, jwt);
      return jwt;
    }
    OAuth2TokenValidatorResult result = validator.validate(jwt);
    if (result.hasErrors()) {
      throw new JwtValidationException("The token is no longer valid", result.getErrors());
    }
    return jwt;
  }
}
