package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantRegistry;
import io.chartdrop.records.tenant.TenantSurvey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantRoutesTest {
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final TenantRoutes routes =
      new TenantRoutes(
          camel,
          new TwoTenants(),
          new FilesInHand(Clock.systemUTC()),
          new InboxWatch(new SimpleMeterRegistry(), Clock.systemUTC()));

  @BeforeEach
  void start() throws Exception {
    camel.addComponent("picky", new Picky());
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            for (String template : List.of(FileIntake.INBOX, FileIntake.FILES)) {
              routeTemplate(template)
                  .templateParameter(FileIntake.TENANT)
                  .from("picky:" + template + "-{{tenant}}")
                  .stop();
            }
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @ParameterizedTest
  @ValueSource(strings = {"inbox-lakeside", "inbox-riverside"})
  void routeThatDoesNotStart_keepsNoOtherTenantsFromStarting_andIsTriedAgain(String one) {
    // whichever tenant has its turn first
    refused.add(one);
    for (int look = 1; look <= 2; look++) {
      assertThatThrownBy(routes::follow).isInstanceOf(IllegalStateException.class);
      assertThat(ids()).hasSize(3).doesNotContain(one);
    }

    refused.clear();
    routes.follow();
    assertThat(ids()).hasSize(4);
  }

  private List<String> ids() {
    return camel.getRoutes().stream().map(Route::getRouteId).toList();
  }

  private static final class TwoTenants implements TenantRegistry {
    @Override
    public TenantSurvey survey() {
      return new TenantSurvey(
          Stream.of("lakeside", "riverside")
              .map(id -> Tenant.of(new TenantId(id), id, ZoneOffset.UTC))
              .toList(),
          List.of());
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void put(Tenant tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void remove(TenantId id) {
      throw new UnsupportedOperationException();
    }
  }

  /** Endpoints of which some refuse to start. */
  private final class Picky extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
      return new DefaultEndpoint(uri, this) {
        @Override
        public Producer createProducer() {
          throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
          return new DefaultConsumer(this, processor) {
            @Override
            protected void doStart() throws Exception {
              super.doStart();
              if (refused.contains(name)) {
                throw new IllegalStateException("refused");
              }
            }
          };
        }
      };
    }
  }
}
