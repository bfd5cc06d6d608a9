package io.chartdrop.frontend.page;

import io.chartdrop.frontend.WebProperties;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;

/** What stands round every page, errors too; templates call it {@code @frame}. */
@Component("frame")
public class Frame {
  private static final String TENANT = "tenant:";

  private final WebProperties properties;

  Frame(WebProperties properties) {
    this.properties = properties;
  }

  public boolean isSignedIn() {
    return user().isPresent();
  }

  /** What the issuer calls the person. */
  public String person() {
    return user()
        .map(user -> user.getFullName() == null ? user.getName() : user.getFullName())
        .orElse("");
  }

  /**
   * As the ID token says it, to be shown; what may be seen is decided by the API from its own
   * token. Empty where there is not exactly one.
   */
  public String clinic() {
    List<String> tenants =
        user().map(user -> user.getClaimAsStringList("cognito:groups")).orElse(List.of()).stream()
            .filter(group -> group.startsWith(TENANT))
            .map(group -> group.substring(TENANT.length()))
            .toList();
    return tenants.size() == 1 ? tenants.get(0) : "";
  }

  /** What the script sends along with every request of a page. */
  public @Nullable String formHeaders(@Nullable CsrfToken token) {
    return token == null
        ? null
        : "{\"%s\": \"%s\"}".formatted(token.getHeaderName(), token.getToken());
  }

  /** What it sends along where a page looks by itself whether something has changed. */
  public String liveHeaders() {
    return "{\"%s\": \"true\"}".formatted(Htmx.LIVE_HEADER);
  }

  /** Bytes that one file may have. */
  public long uploadLimit() {
    return properties.uploadLimit().toBytes();
  }

  public long idleSeconds() {
    return properties.idle().toSeconds();
  }

  private static Optional<OidcUser> user() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof OidcUser user
        ? Optional.of(user)
        : Optional.empty();
  }
}
