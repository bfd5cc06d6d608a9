package io.chartdrop.local.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;

class CognitoClaimsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:30:00Z");
  private static final Instant SIGNED_IN = NOW.minusSeconds(900);
  private static final SigningKeys KEYS =
      new SigningKeys(new JWKSet(List.of(key("for-access"), key("for-id"))));

  @Test
  void accessTokenOfAPerson_hasTheGroupAndTheSignIn_andNoAudience() {
    // riverside signed in a quarter of an hour ago · Spring wrote aud and nbf
    JwtEncodingContext context =
        context("riverside", OAuth2TokenType.ACCESS_TOKEN, AuthorizationGrantType.REFRESH_TOKEN);

    customize(context);

    assertThat(context.getClaims().build().getClaims())
        .containsEntry("cognito:groups", List.of("tenant:riverside"))
        .containsEntry("username", "riverside")
        .containsEntry("sub", "4ffac2f6-40ef-3763-ae60-9b22588a710c")
        .containsEntry("auth_time", SIGNED_IN.getEpochSecond())
        .containsEntry("scope", "chartdrop/files:read openid")
        .containsEntry("origin_jti", "the-authorization")
        .doesNotContainKeys("aud", "nbf");
    assertThat(context.getJwsHeader().build().getKeyId()).isEqualTo("for-access");
  }

  @Test
  void idToken_livesAsLongAsTheAccessToken_andIsSignedWithTheOtherKey() {
    JwtEncodingContext context =
        context("lakeside", new OAuth2TokenType("id_token"), AuthorizationGrantType.REFRESH_TOKEN);

    customize(context);

    assertThat(context.getClaims().build().getClaims())
        .containsEntry("exp", NOW.plus(Duration.ofHours(2)))
        .containsEntry("aud", "chartdrop-web")
        .containsEntry("token_use", "id")
        .containsEntry("cognito:username", "lakeside")
        .doesNotContainKeys("azp", "sid", "scope", "client_id");
    assertThat(context.getJwsHeader().build().getKeyId()).isEqualTo("for-id");
  }

  @Test
  void personOfNoClinic_hasNoGroupsAtAll() {
    // Cognito leaves the claim out rather than writing an empty list
    JwtEncodingContext context =
        context("no-tenant", OAuth2TokenType.ACCESS_TOKEN, AuthorizationGrantType.REFRESH_TOKEN);

    customize(context);

    assertThat(context.getClaims().build().getClaims()).doesNotContainKey("cognito:groups");
  }

  @Test
  void accessTokenOfAMachine_isItsOwnSubject_andNamesNoPerson() {
    JwtEncodingContext context =
        context(
            "riverside-app",
            OAuth2TokenType.ACCESS_TOKEN,
            AuthorizationGrantType.CLIENT_CREDENTIALS);

    customize(context);

    assertThat(context.getClaims().build().getClaims())
        .containsEntry("sub", "riverside-app")
        .containsEntry("client_id", "riverside-app")
        .containsEntry("auth_time", NOW.getEpochSecond())
        .doesNotContainKeys("username", "cognito:groups", "origin_jti", "aud");
  }

  private static void customize(JwtEncodingContext context) {
    new CognitoClaims(KEYS, Duration.ofHours(2)).customize(context);
  }

  private static JwtEncodingContext context(
      String name, OAuth2TokenType type, AuthorizationGrantType grant) {
    RegisteredClient client = client(name.endsWith("-app") ? name : "chartdrop-web");
    var person = new UsernamePasswordAuthenticationToken(name, "secret", List.of());
    person.setDetails(new SignIn(SIGNED_IN));
    var springs =
        JwtClaimsSet.builder()
            .issuer("http://127.0.0.1:8083")
            .audience(List.of("chartdrop-web"))
            .issuedAt(NOW)
            .notBefore(NOW)
            .expiresAt(NOW.plus(Duration.ofMinutes(30)))
            .claim("azp", "chartdrop-web")
            .claim("sid", "session")
            .id("the-token");
    return JwtEncodingContext.with(JwsHeader.with(SignatureAlgorithm.RS256), springs)
        .registeredClient(client)
        .principal(person)
        .authorizedScopes(Set.of("openid", "chartdrop/files:read"))
        .tokenType(type)
        .authorizationGrantType(grant)
        .authorization(
            OAuth2Authorization.withRegisteredClient(client)
                .id("the-authorization")
                .principalName(name)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .accessToken(
                    new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER,
                        "token",
                        NOW,
                        NOW.plus(Duration.ofHours(1))))
                .build())
        .build();
  }

  private static RegisteredClient client(String id) {
    return Clients.all(
            new LocalIssuer.Settings(
                0,
                Optional.empty(),
                List.of(URI.create("http://127.0.0.1:8080")),
                Duration.ofHours(1)))
        .stream()
        .filter(client -> client.getClientId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static OctetSequenceKey key(String id) {
    return new OctetSequenceKey.Builder(new byte[32]).keyID(id).build();
  }
}
