package io.chartdrop.local.issuer;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2ClientCredentialsAuthenticationToken;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.web.authentication.OAuth2ClientCredentialsAuthenticationConverter;
import org.springframework.security.web.authentication.AuthenticationConverter;

/**
 * A machine that names no scope gets all it may have, as from Cognito; from Spring it gets none.
 */
final class AllScopesUnlessSome implements AuthenticationConverter {
  private final AuthenticationConverter springs =
      new OAuth2ClientCredentialsAuthenticationConverter();

  @Override
  public @Nullable Authentication convert(HttpServletRequest request) {
    Authentication asked = springs.convert(request);
    if (asked instanceof OAuth2ClientCredentialsAuthenticationToken token
        && token.getScopes().isEmpty()
        && token.getPrincipal() instanceof OAuth2ClientAuthenticationToken machine) {
      RegisteredClient client = machine.getRegisteredClient();
      if (client != null) {
        return new OAuth2ClientCredentialsAuthenticationToken(
            machine, client.getScopes(), token.getAdditionalParameters());
      }
    }
    return asked;
  }
}
