package io.chartdrop.local.issuer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * Every claim that Cognito writes and somebody may read, and none that it does not write: Spring's
 * {@code aud} and {@code nbf} in an access token, or {@code azp} and {@code sid} in an ID token,
 * would let a service lean on what is not there on AWS.
 */
final class CognitoClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {
  private static final String ID_TOKEN = "id_token";

  private final SigningKeys keys;
  private final Duration life;

  /**
   * @param life of ID tokens; access tokens come with theirs
   */
  CognitoClaims(SigningKeys keys, Duration life) {
    this.keys = keys;
    this.life = life;
  }

  @Override
  public void customize(JwtEncodingContext context) {
    JwtClaimsSet springs = context.getClaims().build();
    Map<String, Object> claims = new LinkedHashMap<>();
    if (ID_TOKEN.equals(context.getTokenType().getValue())) {
      context.getJwsHeader().keyId(keys.forIdTokens());
      idToken(context, springs, claims);
    } else if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
      context.getJwsHeader().keyId(keys.forAccessTokens());
      accessToken(context, springs, claims);
    }
    context
        .getClaims()
        .claims(
            all -> {
              all.clear();
              all.putAll(claims);
            });
  }

  private static void accessToken(
      JwtEncodingContext context, JwtClaimsSet springs, Map<String, Object> claims) {
    boolean machine =
        AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType());
    String client = context.getRegisteredClient().getClientId();
    claims.put("iss", springs.getClaim("iss"));
    claims.put("client_id", client);
    claims.put("token_use", "access");
    claims.put("scope", String.join(" ", new TreeSet<>(context.getAuthorizedScopes())));
    claims.put("version", 2);
    claims.put("iat", springs.getIssuedAt());
    claims.put("exp", springs.getExpiresAt());
    claims.put("jti", springs.getId());
    if (machine) {
      claims.put("sub", client);
      claims.put("auth_time", springs.getIssuedAt().getEpochSecond());
    } else {
      Person person = person(context);
      claims.put("username", person.username());
      ofPerson(context, person, claims);
    }
  }

  private void idToken(
      JwtEncodingContext context, JwtClaimsSet springs, Map<String, Object> claims) {
    Person person = person(context);
    claims.put("iss", springs.getClaim("iss"));
    claims.put("aud", context.getRegisteredClient().getClientId());
    claims.put("token_use", "id");
    claims.put("iat", springs.getIssuedAt());
    claims.put("exp", springs.getIssuedAt().plus(life)); // Spring's own is 30 minutes, always
    claims.put("jti", springs.getId());
    claims.put("cognito:username", person.username());
    claims.put("name", person.name());
    claims.put("email", person.email());
    claims.put("email_verified", true);
    claims.put("at_hash", hashOf(accessTokenOf(context)));
    if (springs.hasClaim("nonce")) {
      claims.put("nonce", springs.getClaim("nonce"));
    }
    ofPerson(context, person, claims);
  }

  private static void ofPerson(
      JwtEncodingContext context, Person person, Map<String, Object> claims) {
    claims.put("sub", person.subject());
    claims.put("auth_time", signedInAt(context.getPrincipal()).getEpochSecond());
    claims.put("origin_jti", authorization(context).getId());
    if (!person.groups().isEmpty()) { // Cognito leaves an empty list out
      claims.put("cognito:groups", person.groups());
    }
  }

  private static Person person(JwtEncodingContext context) {
    Authentication principal = context.getPrincipal();
    return People.named(principal.getName())
        .orElseThrow(() -> new IllegalStateException("Only demo people sign in here"));
  }

  private static Instant signedInAt(Authentication person) {
    if (person.getDetails() instanceof SignIn signIn) {
      return signIn.at();
    }
    throw new IllegalStateException("Whoever signs in here does so on our page");
  }

  private static OAuth2Authorization authorization(JwtEncodingContext context) {
    OAuth2Authorization authorization = context.getAuthorization();
    if (authorization == null) {
      throw new IllegalStateException("A person's token comes of a sign-in");
    }
    return authorization;
  }

  private static String accessTokenOf(JwtEncodingContext context) {
    OAuth2Authorization.Token<OAuth2AccessToken> token = authorization(context).getAccessToken();
    if (token == null) {
      throw new IllegalStateException("An ID token comes after its access token");
    }
    return token.getToken().getTokenValue();
  }

  /** The left half of the hash, as OpenID Connect has it for RS256. */
  private static String hashOf(String accessToken) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, hash.length / 2));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
