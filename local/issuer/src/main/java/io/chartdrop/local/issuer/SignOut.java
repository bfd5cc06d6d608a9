package io.chartdrop.local.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.web.authentication.logout.CookieClearingLogoutHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /logout?client_id=...&logout_uri=...}, as Cognito has it: not OpenID Connect's {@code
 * post_logout_redirect_uri}, which Cognito refuses although its discovery names this address.
 * Tokens that were handed out stay good, there and here.
 */
@RestController
class SignOut {
  static final String PATH = "/logout";

  private static final String COOKIE = "CHARTDROP_ISSUER_SESSION";

  private final RegisteredClientRepository clients;
  private final CookieClearingLogoutHandler cookies = new CookieClearingLogoutHandler(COOKIE);
  private final Page page = Page.of("problem");

  SignOut(RegisteredClientRepository clients) {
    this.clients = clients;
  }

  @GetMapping(PATH)
  ResponseEntity<?> end(
      @RequestParam(name = "client_id", required = false) @Nullable String clientId,
      @RequestParam(name = "logout_uri", required = false) @Nullable String logoutUri,
      HttpServletRequest request,
      HttpServletResponse response) {
    RegisteredClient client =
        clientId == null || clientId.isEmpty() ? null : clients.findByClientId(clientId);
    if (client == null || !client.getPostLogoutRedirectUris().contains(logoutUri)) {
      // the session stays: a link from anywhere must not sign people out
      return page.show(
          400,
          new Problem(
              "You are still signed in",
              "Signing out needs a client_id, and as logout_uri an address that is registered for"
                  + " it. Go back to Chartdrop and sign out there."));
    }
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
    cookies.logout(request, response, null);
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(logoutUri)).build();
  }
}
