package io.chartdrop.routes.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.health.HealthEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Who gets past the sign-in. There is nothing behind it here: who gets past finds 404. */
class OperatorAccessTest {
  private static final int PAST = 404;

  @EnableConfigurationProperties(OperatorProperties.class)
  static class Settings {}

  @FunctionalInterface
  private interface Visit {
    void at(MockMvc service) throws Exception;
  }

  private static void with(String password, String role, Visit visit) {
    new WebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                JacksonAutoConfiguration.class,
                HttpMessageConvertersAutoConfiguration.class,
                DispatcherServletAutoConfiguration.class,
                WebMvcAutoConfiguration.class,
                SecurityAutoConfiguration.class,
                EndpointAutoConfiguration.class,
                WebEndpointAutoConfiguration.class,
                ManagementContextAutoConfiguration.class,
                HealthContributorAutoConfiguration.class,
                HealthEndpointAutoConfiguration.class))
        .withUserConfiguration(Settings.class, OperatorAccess.class)
        .withPropertyValues(
            "operator.name=ops", "operator.password=" + password, "operator.role=" + role)
        .run(
            context -> {
              WebApplicationContext web = context.getSourceApplicationContext();
              visit.at(MockMvcBuilders.webAppContextSetup(web).apply(springSecurity()).build());
            });
  }

  private static int status(MockMvc service, String path, MockHttpSession session)
      throws Exception {
    return service.perform(get(path).session(session)).andReturn().getResponse().getStatus();
  }

  private static MockHttpSession signedIn(MockMvc service, String password) throws Exception {
    return (MockHttpSession)
        service
            .perform(formLogin().user("ops").password(password))
            .andReturn()
            .getRequest()
            .getSession();
  }

  @Test
  void operator_getsIn_withPasswordAndRole() {
    with(
        "secret",
        "OPS",
        service -> {
          assertThat(status(service, "/actuator/hawtio", signedIn(service, "secret")))
              .isEqualTo(PAST);
          assertThat(status(service, "/actuator/hawtio", signedIn(service, "wrong")))
              .isEqualTo(302);
          assertThat(status(service, "/actuator/hawtio", new MockHttpSession())).isEqualTo(302);
        });
  }

  @Test
  void accountOfAnotherRole_isRefused() {
    with(
        "secret",
        "VISITOR",
        service -> {
          MockHttpSession visitor = signedIn(service, "secret");
          for (String path : new String[] {"/actuator/hawtio", "/actuator/jolokia", "/"}) {
            assertThat(status(service, path, visitor)).as(path).isEqualTo(403);
          }
        });
  }

  @Test
  void withoutAPassword_nobodyGetsIn_andHealthIsThere() {
    with(
        "",
        "OPS",
        service -> {
          assertThat(status(service, "/actuator/hawtio", signedIn(service, ""))).isEqualTo(403);
          assertThat(status(service, "/actuator/jolokia", new MockHttpSession())).isEqualTo(403);
          assertThat(status(service, "/actuator/health", new MockHttpSession())).isEqualTo(200);
        });
  }
}
