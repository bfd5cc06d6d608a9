package io.chartdrop.frontend.signin;

import io.chartdrop.frontend.WebProperties;
import io.chartdrop.frontend.api.ApiException;
import io.chartdrop.frontend.api.Trouble;
import io.chartdrop.frontend.page.Htmx;
import io.chartdrop.frontend.page.Troubles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** Every page is for people whom the issuer has signed in; only what a sign-in needs is for all. */
@Configuration
class SecurityConfiguration {
  static final String SIGN_OUT = "/sign-out";
  static final String SIGNED_OUT = "/signed-out";

  private static final String SIGN_IN =
      OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI;
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration READ = Duration.ofSeconds(5);

  @Bean
  RestTemplate issuerHttp(RestTemplateBuilder builder) {
    return builder.connectTimeout(CONNECT).readTimeout(READ).build();
  }

  @Bean
  IssuerClients issuerClients(WebProperties properties, RestTemplate issuerHttp) {
    return new IssuerClients(properties, RestClient.create(issuerHttp));
  }

  @Bean
  JwtDecoderFactory<ClientRegistration> idTokenDecoders(RestTemplate issuerHttp) {
    return new IdTokenDecoders(issuerHttp);
  }

  /** Tokens live and die with the session, and never reach the browser. */
  @Bean
  OAuth2AuthorizedClientRepository tokensOfSession() {
    return new HttpSessionOAuth2AuthorizedClientRepository();
  }

  @Bean
  OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeExchange(
      RestTemplate issuerHttp) {
    var client = new RestClientAuthorizationCodeTokenResponseClient();
    client.setRestClient(tokenEndpoint(issuerHttp));
    return client;
  }

  @Bean
  OAuth2AuthorizedClientManager authorizedClients(
      IssuerClients clients, OAuth2AuthorizedClientRepository tokens, RestTemplate issuerHttp) {
    var refresh = new RestClientRefreshTokenTokenResponseClient();
    refresh.setRestClient(tokenEndpoint(issuerHttp));
    var manager = new DefaultOAuth2AuthorizedClientManager(clients, tokens);
    manager.setAuthorizedClientProvider(
        OAuth2AuthorizedClientProviderBuilder.builder()
            .authorizationCode()
            .refreshToken(provider -> provider.accessTokenResponseClient(refresh))
            .build());
    return manager;
  }

  private static RestClient tokenEndpoint(RestTemplate issuerHttp) {
    return RestClient.builder()
        .requestFactory(issuerHttp.getRequestFactory())
        .messageConverters(
            converters -> {
              converters.clear();
              converters.add(new FormHttpMessageConverter());
              converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
              converters.add(new MappingJackson2HttpMessageConverter());
            })
        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
        .build();
  }

  @Bean
  SecurityFilterChain security(HttpSecurity http, WebProperties properties, IssuerClients clients)
      throws Exception {
    var withProof = new DefaultOAuth2AuthorizationRequestResolver(clients, SIGN_IN);
    withProof.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    return http.authorizeHttpRequests(
            requests ->
                requests
                    .requestMatchers(
                        "/webjars/**", "/assets/**", "/favicon.ico", SIGNED_OUT, Troubles.ERROR)
                    .permitAll()
                    // only the management port has any, and nobody but us reaches that
                    .requestMatchers("/actuator/**")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .oauth2Login(
            login ->
                login
                    .loginPage(SIGN_IN + "/" + IssuerClients.ID)
                    .authorizationEndpoint(e -> e.authorizationRequestResolver(withProof))
                    .failureHandler(SecurityConfiguration::signInFailed))
        .requestCache(cache -> cache.requestCache(pagesOnly()))
        .csrf(csrf -> csrf.csrfTokenRequestHandler(new MultipartToken()))
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, e) -> signIn(request, response, clients))
                    .accessDeniedHandler(
                        (request, response, e) -> refuse(request, response, properties)))
        .logout(
            logout ->
                logout
                    .logoutUrl(SIGN_OUT)
                    .deleteCookies("CHARTDROP_WEB_SESSION")
                    .logoutSuccessHandler(
                        (request, response, person) ->
                            response.sendRedirect(properties.signOutThenTo(SIGNED_OUT).toString())))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(csp -> csp.policyDirectives(contentPolicy(properties)))
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(
                        permissions ->
                            permissions.policy(
                                "camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
                    .crossOriginOpenerPolicy(
                        opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                    .crossOriginResourcePolicy(
                        resource -> resource.policy(CrossOriginResourcePolicy.SAME_ORIGIN)))
        .build();
  }

  /**
   * Scripts and styles are files of ours; pictures in the style sheet are {@code data:}. The answer
   * to a form may lead to the issuer: after signing out, and where the session has ended.
   */
  static String contentPolicy(WebProperties properties) {
    return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
        + " connect-src 'self'; form-action 'self' "
        + properties.signOutOrigin()
        + "; base-uri 'none'; frame-ancestors 'none'";
  }

  /** After signing in people come back to the page they asked for, not to a part of one. */
  private static HttpSessionRequestCache pagesOnly() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setRequestMatcher(
        request ->
            request.getMethod().equals("GET")
                && !Htmx.isPartial(request)
                && !request.getRequestURI().endsWith(".csv"));
    cache.setMatchingRequestParameterName(null);
    return cache;
  }

  private static void signIn(
      HttpServletRequest request, HttpServletResponse response, IssuerClients clients)
      throws IOException {
    if (Htmx.isLive(request)) {
      // what is on the screen goes away, for perhaps nobody is there
      Htmx.goTo(response, SIGNED_OUT);
    } else if (Htmx.isPartial(request)) {
      Htmx.reload(response);
    } else {
      try {
        clients.ours();
        response.sendRedirect(SIGN_IN + "/" + IssuerClients.ID);
      } catch (ApiException e) {
        Troubles.send(request, response, e.trouble());
      }
    }
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, WebProperties properties)
      throws IOException {
    // not the request's principal: forms are checked before it has one
    boolean isNobody = SecurityContextHolder.getContext().getAuthentication() == null;
    if (isNobody && request.getRequestURI().equals(SIGN_OUT)) {
      // the session here has ended before them; the issuer's goes on
      response.sendRedirect(properties.signOutThenTo(SIGNED_OUT).toString());
    } else {
      Troubles.send(request, response, Trouble.STALE_PAGE);
    }
  }

  private static void signInFailed(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    Troubles.send(request, response, SignInFault.of(e).trouble());
  }

  /** Before Spring Security, which would already have read the session. */
  @Bean
  FilterRegistrationBean<IdleTimeout> idleTimeout(WebProperties properties, Clock clock) {
    var filter = new FilterRegistrationBean<>(new IdleTimeout(properties.idle(), clock));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 30);
    return filter;
  }

  @Bean
  FilterRegistrationBean<OneAddress> oneAddress(WebProperties properties) {
    var filter = new FilterRegistrationBean<>(new OneAddress(properties));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
    return filter;
  }

  /** What browsers speak decides, not what the load balancer speaks to us. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> secureCookie(WebProperties properties) {
    return server -> server.getSession().getCookie().setSecure(properties.isBehindTls());
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
