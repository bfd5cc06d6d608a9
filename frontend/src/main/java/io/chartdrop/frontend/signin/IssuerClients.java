package io.chartdrop.frontend.signin;

import io.chartdrop.frontend.WebProperties;
import io.chartdrop.frontend.api.ApiException;
import io.chartdrop.frontend.api.Trouble;
import io.chartdrop.telemetry.FaultText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Ourselves as the issuer knows us. Its addresses are asked for at the first sign-in, so that we
 * start without it, and again until it has answered once.
 */
final class IssuerClients implements ClientRegistrationRepository {
  static final String ID = "chartdrop";
  static final String CALLBACK = "/login/oauth2/code/" + ID;

  private static final Logger log = LoggerFactory.getLogger(IssuerClients.class);
  private static final List<String> SCOPES =
      List.of("openid", "chartdrop/records:read", "chartdrop/files:read", "chartdrop/files:write");

  private final WebProperties properties;
  private final RestClient http;
  private volatile @Nullable ClientRegistration known;

  IssuerClients(WebProperties properties, RestClient http) {
    this.properties = properties;
    this.http = http;
  }

  /**
   * @throws ApiException if the issuer does not answer
   */
  @Override
  public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
    return registrationId.equals(ID) ? ours() : null;
  }

  ClientRegistration ours() {
    ClientRegistration ours = known;
    if (ours == null) {
      ours = registration(addresses());
      known = ours;
    }
    return ours;
  }

  private Map<String, Object> addresses() {
    try {
      Map<String, Object> found =
          http.get()
              .uri(properties.issuer() + "/.well-known/openid-configuration")
              .retrieve()
              .body(new ParameterizedTypeReference<Map<String, Object>>() {});
      if (found != null && Objects.equals(found.get("issuer"), properties.issuer())) {
        return found;
      }
      log.error("CHARTDROP_ISSUER is not what the issuer calls itself: compare to the last slash");
    } catch (RestClientException e) {
      log.warn("The issuer does not answer: {}", FaultText.of(e));
    }
    throw new ApiException(Trouble.SIGN_IN_DOWN);
  }

  private ClientRegistration registration(Map<String, Object> addresses) {
    return ClientRegistrations.fromOidcConfiguration(addresses)
        .registrationId(ID)
        .clientId(properties.clientId())
        .clientSecret(properties.clientSecret())
        .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        // ours as configured, not as the request's Host says it
        .redirectUri(properties.address() + CALLBACK)
        .scope(SCOPES)
        .build();
  }
}
