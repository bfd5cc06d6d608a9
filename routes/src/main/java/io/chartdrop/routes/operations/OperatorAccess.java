package io.chartdrop.routes.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;

/** Health and metrics are open to the network they are in; all else is the operator's. */
@Configuration
@ConditionalOnWebApplication
class OperatorAccess {
  private static final Logger log = LoggerFactory.getLogger(OperatorAccess.class);
  private static final String ROLE = "OPS";

  @Bean
  SecurityFilterChain security(HttpSecurity http, OperatorProperties operator) throws Exception {
    http.authorizeHttpRequests(
        requests -> {
          requests.requestMatchers(EndpointRequest.to("health", "prometheus")).permitAll();
          if (operator.canSignIn()) {
            requests.anyRequest().hasRole(ROLE);
          } else {
            requests.anyRequest().denyAll();
          }
        });
    if (operator.canSignIn()) {
      http.formLogin(form -> form.defaultSuccessUrl("/actuator/hawtio"));
    } else {
      log.info("Hawtio is shut: CHARTDROP_OPS_PASSWORD is not set");
    }
    return http.csrf(
            csrf ->
                csrf
                    // Hawtio reads the token from this cookie and sends it along.
                    .csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                    .csrfTokenRequestHandler(new CsrfTokenRequestAttributeHandler()))
        .addFilterAfter(OperatorAccess::handOutCsrfToken, CsrfFilter.class)
        .build();
  }

  /** Asked for, it is put into its cookie; a page without a form never asks. */
  private static void handOutCsrfToken(
      ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      token.getToken();
    }
    chain.doFilter(request, response);
  }

  /** Slow on purpose: who guesses has few tries a second. */
  @Bean
  PasswordEncoder passwordEncoder() {
    return new BCryptPasswordEncoder();
  }

  /** Also without a password: a service of Boot's would make one up and write it into the log. */
  @Bean
  UserDetailsService operators(OperatorProperties operator, PasswordEncoder encoder) {
    InMemoryUserDetailsManager operators = new InMemoryUserDetailsManager();
    if (operator.canSignIn()) {
      operators.createUser(
          User.withUsername(operator.name())
              .password(encoder.encode(operator.password()))
              .roles(operator.role())
              .build());
    }
    return operators;
  }
}
