package io.chartdrop.middletier.caller;

import io.chartdrop.middletier.ApiProperties;
import io.chartdrop.middletier.contract.Contract;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.client.RestTemplate;

/** Who may ask at all: bearers of an access token of our issuer. */
@Configuration
class SecurityConfiguration {
  static final String SIGN_IN =
      "Send an access token of this service's issuer as Authorization: Bearer; get a new one if it"
          + " has expired.";

  /** The only page we serve has a style sheet and nothing else. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(5);
  private static final Duration KEYS_AGE = Duration.ofSeconds(10);

  /** Asks the issuer for its keys at the first token, so that we start without it. */
  @Bean
  JwtDecoder jwtDecoder(ApiProperties properties, RestTemplateBuilder http) {
    RestTemplate issuer =
        http.connectTimeout(CONNECT)
            .readTimeout(READ)
            .interceptors(new RememberedAnswers(KEYS_AGE))
            .build();
    return new SupplierJwtDecoder(
        () -> {
          NimbusJwtDecoder decoder =
              NimbusJwtDecoder.withIssuerLocation(properties.issuer())
                  .jwsAlgorithm(SignatureAlgorithm.RS256)
                  .restOperations(issuer)
                  .build();
          OAuth2TokenValidator<Jwt> rules =
              new DelegatingOAuth2TokenValidator<>(
                  JwtValidators.createDefaultWithIssuer(properties.issuer()), new TokenRules());
          decoder.setJwtValidator(rules);
          return new RememberedTokens(decoder, rules, KEYS_AGE);
        });
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http, Contract contract, OperationAccess access)
      throws Exception {
    return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(csrf -> csrf.disable()) // there is no cookie to ride on
        .logout(logout -> logout.disable())
        .requestCache(cache -> cache.disable())
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_POLICY))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
        .authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(contract.basePath() + "/**")
                    .authenticated()
                    .anyRequest()
                    .permitAll())
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(jwt -> {})
                    .authenticationEntryPoint(
                        (request, response, e) -> {
                          response.setHeader("WWW-Authenticate", "Bearer");
                          throw refusal(e);
                        }))
        .exceptionHandling(
            handling ->
                handling.authenticationEntryPoint(
                    (request, response, e) -> {
                      response.setHeader("WWW-Authenticate", "Bearer");
                      throw refusal(e);
                    }))
        .addFilterAfter(access, AuthorizationFilter.class)
        .build();
  }

  private static RuntimeException refusal(Exception cause) {
    return cause instanceof AuthenticationServiceException down
        ? down
        : new RefusedException(Problem.of(ProblemType.NOT_SIGNED_IN, SIGN_IN));
  }

  /** What Spring measures of each of its filters nobody reads, and every request paid for. */
  @Bean
  SecurityObservationSettings observations() {
    return SecurityObservationSettings.noObservations();
  }

  /**
   * The same characters as by default, without a regular expression over every character of every
   * header each time it is read; a token has a thousand.
   */
  @Bean
  HttpFirewall firewall() {
    Predicate<String> allowed =
        text -> text.chars().noneMatch(c -> Character.isISOControl(c) || !Character.isDefined(c));
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedHeaderNames(allowed);
    firewall.setAllowedHeaderValues(allowed);
    return firewall;
  }

  /** It stands in the security chain only, not a second time in front of it. */
  @Bean
  FilterRegistrationBean<OperationAccess> onlyBehindSecurity(OperationAccess access) {
    FilterRegistrationBean<OperationAccess> registration = new FilterRegistrationBean<>(access);
    registration.setEnabled(false);
    return registration;
  }
}
