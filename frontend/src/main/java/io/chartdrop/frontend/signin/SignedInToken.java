package io.chartdrop.frontend.signin;

import io.chartdrop.frontend.api.AccessToken;
import io.chartdrop.frontend.api.ApiException;
import io.chartdrop.frontend.api.Trouble;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.stereotype.Component;

/** The access token that the session holds, refreshed when it is about to end. */
@Component
class SignedInToken implements AccessToken {
  private final OAuth2AuthorizedClientManager clients;
  private final HttpServletRequest request;

  /**
   * @param request stands for that of the calling thread
   */
  SignedInToken(OAuth2AuthorizedClientManager clients, HttpServletRequest request) {
    this.clients = clients;
    this.request = request;
  }

  @Override
  public String value() {
    Authentication person = SecurityContextHolder.getContext().getAuthentication();
    try {
      OAuth2AuthorizedClient client =
          clients.authorize(
              OAuth2AuthorizeRequest.withClientRegistrationId(IssuerClients.ID)
                  .principal(person)
                  .attribute(HttpServletRequest.class.getName(), request)
                  .build());
      if (client == null) {
        throw new ApiException(Trouble.SIGN_IN_AGAIN);
      }
      return client.getAccessToken().getTokenValue();
    } catch (OAuth2AuthorizationException e) {
      Trouble trouble = SignInFault.of(e).trouble();
      // no refresh token, or one that is no longer good
      throw new ApiException(trouble == Trouble.SIGN_IN_FAILED ? Trouble.SIGN_IN_AGAIN : trouble);
    }
  }
}
