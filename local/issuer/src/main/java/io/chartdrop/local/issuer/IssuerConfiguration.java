package io.chartdrop.local.issuer;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.web.server.ErrorPage;
import org.springframework.boot.web.server.ErrorPageRegistrar;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.oidc.OidcProviderConfiguration;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;

/**
 * Spring Authorization Server, put right where Cognito is otherwise; nothing that it finds itself.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@ImportAutoConfiguration({
  ServletWebServerFactoryAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  WebMvcAutoConfiguration.class,
  SecurityFilterAutoConfiguration.class
})
@Import({SignInPage.class, SignOut.class, Leftovers.class})
class IssuerConfiguration {
  private static final String DISCOVERY_SCOPES = "scopes_supported";

  /** What Cognito's discovery says, by name; Spring offers more, which is not there on AWS. */
  private static final List<String> DISCOVERY =
      List.of(
          "authorization_endpoint",
          "end_session_endpoint",
          "id_token_signing_alg_values_supported",
          "issuer",
          "jwks_uri",
          "response_types_supported",
          "revocation_endpoint",
          DISCOVERY_SCOPES,
          "subject_types_supported",
          "token_endpoint",
          "token_endpoint_auth_methods_supported",
          "userinfo_endpoint");

  @Bean
  @Order(1)
  SecurityFilterChain tokens(HttpSecurity http, LocalIssuer.Settings settings) throws Exception {
    OAuth2AuthorizationServerConfigurer server =
        OAuth2AuthorizationServerConfigurer.authorizationServer();
    return http.securityMatcher(server.getEndpointsMatcher())
        .with(
            server,
            own ->
                own.tokenEndpoint(
                        token -> token.accessTokenRequestConverter(new AllScopesUnlessSome()))
                    .oidc(
                        oidc ->
                            oidc.providerConfigurationEndpoint(
                                    discovery ->
                                        discovery.providerConfigurationCustomizer(
                                            IssuerConfiguration::asCognitoSays))
                                .userInfoEndpoint(
                                    userInfo ->
                                        userInfo.userInfoMapper(IssuerConfiguration::userInfo))))
        .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
        .headers(headers -> strict(headers, settings))
        .exceptionHandling(
            refused ->
                refused.authenticationEntryPoint(
                    new LoginUrlAuthenticationEntryPoint(SignInPage.PATH)))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(HttpSecurity http, LocalIssuer.Settings settings, Clock clock)
      throws Exception {
    return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
        .formLogin(
            form ->
                form.loginPage(SignInPage.PATH)
                    .authenticationDetailsSource(request -> new SignIn(clock.instant()))
                    .failureHandler(SignInPage::refuse)
                    .defaultSuccessUrl(settings.web().get(0) + "/"))
        .exceptionHandling(refused -> refused.accessDeniedHandler(SignInPage::askAgain))
        .logout(AbstractHttpConfigurer::disable)
        .headers(headers -> strict(headers, settings))
        .build();
  }

  private static void strict(
      HeadersConfigurer<HttpSecurity> headers, LocalIssuer.Settings settings) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(policy(settings)))
        .referrerPolicy(withDefaults());
  }

  /** Chromium holds a form to this across redirects, and after sign-in they lead to a frontend. */
  private static String policy(LocalIssuer.Settings settings) {
    return "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
        + " frame-ancestors 'none'; form-action 'self' "
        + String.join(" ", settings.web().stream().map(Object::toString).toList());
  }

  private static void asCognitoSays(OidcProviderConfiguration.Builder discovery) {
    discovery.claims(
        claims -> {
          claims.keySet().retainAll(DISCOVERY);
          claims.put("end_session_endpoint", claims.get("issuer") + SignOut.PATH);
          claims.put(DISCOVERY_SCOPES, List.of("openid", "email", "phone", "profile"));
          claims.put(
              "token_endpoint_auth_methods_supported",
              List.of("client_secret_basic", "client_secret_post"));
        });
  }

  /** With {@code openid} alone Cognito tells all it knows. */
  private static OidcUserInfo userInfo(OidcUserInfoAuthenticationContext context) {
    Person person =
        People.named(context.getAuthorization().getPrincipalName())
            .orElseThrow(() -> new IllegalStateException("Only demo people sign in here"));
    return new OidcUserInfo(
        Map.of(
            "sub", person.subject(),
            "username", person.username(),
            "name", person.name(),
            "email", person.email(),
            "email_verified", "true")); // Cognito's is a string
  }

  /** Cognito's addresses. */
  @Bean
  AuthorizationServerSettings addresses() {
    return AuthorizationServerSettings.builder()
        .authorizationEndpoint("/oauth2/authorize")
        .tokenEndpoint("/oauth2/token")
        .tokenRevocationEndpoint("/oauth2/revoke")
        .oidcUserInfoEndpoint("/oauth2/userInfo")
        .jwkSetEndpoint("/.well-known/jwks.json")
        .build();
  }

  @Bean
  RegisteredClientRepository clients(LocalIssuer.Settings settings) {
    return new InMemoryRegisteredClientRepository(Clients.all(settings));
  }

  @Bean
  UserDetailsService people() {
    return username ->
        People.named(username)
            .map(
                person ->
                    User.withUsername(person.username())
                        .password(person.password())
                        .authorities(List.of())
                        .build())
            .orElseThrow(() -> new UsernameNotFoundException("Nobody has that name"));
  }

  /** The passwords are on the page: hashing them would only make every token slow. */
  @Bean
  PasswordEncoder asItIs() {
    return new PasswordEncoder() {
      @Override
      public String encode(CharSequence password) {
        return password.toString();
      }

      @Override
      public boolean matches(CharSequence password, String expected) {
        return MessageDigest.isEqual(
            password.toString().getBytes(StandardCharsets.UTF_8),
            expected.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  @Bean
  JWKSource<SecurityContext> signingKeySource(SigningKeys keys) {
    return new ImmutableJWKSet<>(keys.keys());
  }

  @Bean
  JwtDecoder userInfoTokens(JWKSource<SecurityContext> keys) {
    return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
  }

  @Bean
  CognitoClaims cognitoClaims(SigningKeys keys, LocalIssuer.Settings settings) {
    return new CognitoClaims(keys, settings.tokenLife());
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  FilterRegistrationBean<OwnAddressOnly> ownAddressOnly() {
    FilterRegistrationBean<OwnAddressOnly> filter =
        new FilterRegistrationBean<>(new OwnAddressOnly());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  ErrorPageRegistrar errorPages() {
    return pages -> pages.addErrorPages(new ErrorPage(Leftovers.ERROR));
  }
}
