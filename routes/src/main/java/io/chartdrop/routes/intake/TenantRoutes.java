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
import org.apache.camel.Ordered;
import org.apache.camel.StartupListener;
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
class TenantRoutes implements StartupListener, Ordered {
  private static final Logger log = LoggerFactory.getLogger(TenantRoutes.class);

  private final CamelContext camel;
  private final TenantRegistry registry;
  private final FilesInHand inHand;
  private final InboxWatch watch;
  private final Set<TenantId> watched = new HashSet<>();
  private final Set<TenantId> polled = new HashSet<>();
  private final Set<TenantId> read = new HashSet<>();
  private Set<String> told = Set.of();

  TenantRoutes(CamelContext camel, TenantRegistry registry, FilesInHand inHand, InboxWatch watch) {
    this.camel = camel;
    this.registry = registry;
    this.inHand = inHand;
    this.watch = watch;
  }

  @Override
  public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
    // too early: the controller has not started its routes
  }

  /**
   * Begins to follow the tenants. Not sooner: while Camel's controller starts its routes it walks
   * over their list, and one that is added meanwhile ends the start.
   */
  @Override
  public void onCamelContextFullyStarted(CamelContext context, boolean alreadyStarted)
      throws Exception {
    camel.getRouteController().startRoute(FileIntake.FOLLOW_TENANTS);
  }

  /** After the controller, which is a listener, too. */
  @Override
  public int getOrder() {
    return LOWEST;
  }

  /** Adds and removes routes until they are those of the enabled tenants. */
  synchronized void follow() {
    TenantSurvey survey = registry.survey();
    watch.followed();
    tell(survey.damaged());
    Set<TenantId> enabled =
        survey.tenants().stream()
            .filter(Tenant::enabled)
            .map(Tenant::id)
            .collect(Collectors.toSet());
    Set<TenantId> known = new HashSet<>(enabled);
    known.addAll(watched);
    known.addAll(read);
    EachTenant.inTurn(known, id -> id, tenant -> follow(tenant, enabled.contains(tenant)));
  }

  private void follow(TenantId tenant, boolean enabled) throws Exception {
    if (enabled) {
      open(tenant);
    } else {
      close(tenant);
    }
  }

  private void open(TenantId tenant) throws Exception {
    if (watched.add(tenant)) {
      watch.begin(tenant); // before what may fail, so that somebody is told
    }
    if (!read.contains(tenant)) {
      add(FileIntake.FILES, tenant);
      read.add(tenant);
    }
    if (!polled.contains(tenant)) {
      add(FileIntake.INBOX, tenant);
      polled.add(tenant);
      log.info("tenant {}: its inbox is polled", tenant);
    }
  }

  private void close(TenantId tenant) throws Exception {
    if (polled.contains(tenant)) {
      remove(FileIntake.INBOX, tenant);
      polled.remove(tenant);
      log.info("tenant {}: its inbox is no longer polled", tenant);
    }
    if (watched.remove(tenant)) {
      watch.end(tenant);
    }
    if (read.contains(tenant) && inHand.count(tenant) == 0) {
      remove(FileIntake.FILES, tenant);
      read.remove(tenant);
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
    try {
      TemplatedRouteBuilder.builder(camel, template)
          .routeId(id)
          .parameter(FileIntake.TENANT, tenant.value())
          .add();
      // The controller that lets an operator stop a route starts none that comes later by itself.
      camel.getRouteController().startRoute(id);
    } catch (Exception fault) {
      removeUnstarted(template, tenant, fault);
      throw fault;
    }
  }

  /** Or it would be in the way of the next try. */
  private void removeUnstarted(String template, TenantId tenant, Exception fault) {
    try {
      if (camel.getRoute(routeId(template, tenant)) != null) {
        remove(template, tenant);
      }
    } catch (Exception another) {
      fault.addSuppressed(another);
    }
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
