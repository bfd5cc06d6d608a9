package io.chartdrop.routes.intake;

import io.chartdrop.records.tenant.DamagedTenantException;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantRegistry;
import io.chartdrop.records.tenant.TenantSurvey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps two routes for each enabled tenant: one polls its inbox, one reads its files. A tenant has
 * threads of its own, so another's flood does not delay it. When a tenant is disabled its inbox is
 * no longer polled; the files in hand are finished before its other route goes.
 */
@Component
class TenantRoutes {
  private static final Logger log = LoggerFactory.getLogger(TenantRoutes.class);

  private final CamelContext camel;
  private final TenantRegistry registry;
  private final FilesInHand inHand;
  private final InboxWatch watch;
  private final Set<TenantId> polled = new HashSet<>();
  private final Set<TenantId> read = new HashSet<>();
  private Set<String> told = Set.of();

  TenantRoutes(CamelContext camel, TenantRegistry registry, FilesInHand inHand, InboxWatch watch) {
    this.camel = camel;
    this.registry = registry;
    this.inHand = inHand;
    this.watch = watch;
  }

  /** Adds and removes routes until they are those of the enabled tenants. */
  synchronized void follow() throws Exception {
    TenantSurvey survey = registry.survey();
    watch.followed();
    tell(survey.damaged());
    Set<TenantId> enabled =
        survey.tenants().stream()
            .filter(Tenant::enabled)
            .map(Tenant::id)
            .collect(Collectors.toSet());
    for (TenantId tenant : enabled) {
      if (!read.contains(tenant)) {
        add(FileIntake.FILES, tenant);
        read.add(tenant);
      }
      if (!polled.contains(tenant)) {
        watch.begin(tenant);
        add(FileIntake.INBOX, tenant);
        polled.add(tenant);
        log.info("tenant {}: its inbox is polled", tenant);
      }
    }
    for (TenantId tenant : List.copyOf(polled)) {
      if (!enabled.contains(tenant)) {
        remove(FileIntake.INBOX, tenant);
        polled.remove(tenant);
        watch.end(tenant);
        log.info("tenant {}: its inbox is no longer polled", tenant);
      }
    }
    for (TenantId tenant : List.copyOf(read)) {
      if (!polled.contains(tenant) && inHand.count(tenant) == 0) {
        remove(FileIntake.FILES, tenant);
        read.remove(tenant);
      }
    }
  }

  /** Once for each damage, not at every look. */
  private void tell(List<DamagedTenantException> damaged) {
    Set<String> now = damaged.stream().map(Throwable::getMessage).collect(Collectors.toSet());
    now.stream()
        .filter(message -> !told.contains(message))
        .forEach(message -> log.error("a tenant is not read: {}", message));
    told = now;
  }

  private void add(String template, TenantId tenant) throws Exception {
    String id = routeId(template, tenant);
    if (camel.getRoute(id) != null) {
      // Camel would replace the route in silence, and with it the files it has in hand.
      throw new IllegalStateException("There is a route " + id + " already");
    }
    TemplatedRouteBuilder.builder(camel, template)
        .routeId(id)
        .parameter(FileIntake.TENANT, tenant.value())
        .add();
    // The controller that lets an operator stop a route starts none that comes later by itself.
    camel.getRouteController().startRoute(id);
  }

  private void remove(String template, TenantId tenant) throws Exception {
    String id = routeId(template, tenant);
    camel.getRouteController().stopRoute(id);
    if (!camel.removeRoute(id)) {
      throw new IllegalStateException("The route " + id + " could not be removed");
    }
  }

  static String routeId(String template, TenantId tenant) {
    return template + "-" + tenant;
  }
}
