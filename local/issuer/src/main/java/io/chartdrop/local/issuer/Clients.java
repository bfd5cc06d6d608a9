package io.chartdrop.local.issuer;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The demo app clients: one machine of each clinic, and the web pages. */
final class Clients {
  static final String WEB = "chartdrop-web";

  private static final List<String> SCOPES =
      List.of("chartdrop/records:read", "chartdrop/files:read", "chartdrop/files:write");
  private static final Duration REFRESH_LIFE = Duration.ofDays(30); // Cognito's own
  private static final Duration CODE_LIFE = Duration.ofMinutes(5); // as well

  private Clients() {}

  static List<RegisteredClient> all(LocalIssuer.Settings settings) {
    return List.of(machine("riverside", settings), machine("lakeside", settings), web(settings));
  }

  /** What the web client may ask for. */
  static List<String> scopes() {
    return Stream.concat(Stream.of(OidcScopes.OPENID), SCOPES.stream()).toList();
  }

  /** A demo secret, as every password here: the client's or the clinic's name and {@code -demo}. */
  private static RegisteredClient machine(String tenant, LocalIssuer.Settings settings) {
    return client(tenant + "-app", tenant + "-demo", settings)
        .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
        .scopes(scopes -> scopes.addAll(SCOPES))
        .scope("chartdrop/tenant:" + tenant)
        .build();
  }

  private static RegisteredClient web(LocalIssuer.Settings settings) {
    List<String> callbacks = new ArrayList<>();
    List<String> afterSignOut = new ArrayList<>();
    for (URI web : settings.web()) {
      callbacks.add(web + "/login/oauth2/code/chartdrop");
      afterSignOut.add(web + "/");
      afterSignOut.add(web + "/signed-out");
    }
    return client(WEB, WEB + "-demo", settings)
        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
        .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
        .redirectUris(uris -> uris.addAll(callbacks))
        .postLogoutRedirectUris(uris -> uris.addAll(afterSignOut))
        .scopes(scopes -> scopes.addAll(scopes()))
        .clientSettings(
            ClientSettings.builder()
                .requireProofKey(true)
                .requireAuthorizationConsent(false)
                .build())
        .build();
  }

  private static RegisteredClient.Builder client(
      String id, String secret, LocalIssuer.Settings settings) {
    return RegisteredClient.withId(id)
        .clientId(id)
        .clientSecret(secret)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
        .tokenSettings(
            TokenSettings.builder()
                .accessTokenTimeToLive(settings.tokenLife())
                .refreshTokenTimeToLive(REFRESH_LIFE)
                .authorizationCodeTimeToLive(CODE_LIFE)
                .reuseRefreshTokens(true)
                .build());
  }
}
