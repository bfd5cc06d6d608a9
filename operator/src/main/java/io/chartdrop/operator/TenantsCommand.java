package io.chartdrop.operator;

import io.chartdrop.records.Header;
import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Limits;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantSurvey;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "tenants",
    description = "The clinics: add, change, disable and enable one, show it, or list them.")
final class TenantsCommand {
  private final Context context;

  TenantsCommand(Context context) {
    this.context = context;
  }

  @Command(
      name = "add",
      description = "Adds a clinic, or replaces what was said of it, but for its limits.")
  int add(
      @Parameters(paramLabel = "ID", description = "3 to 32 of a-z, 0-9 and -.") String id,
      @Option(names = "--name", required = true, paramLabel = "NAME") String name,
      @Option(
              names = "--time-zone",
              required = true,
              paramLabel = "ZONE",
              description = "Where its clocks hang, such as America/New_York.")
          String timeZone,
      @Option(
              names = "--date-order",
              defaultValue = "MDY",
              paramLabel = "ORDER",
              description = "How it writes a date: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
          DateOrder dateOrder,
      @Option(
              names = "--charset",
              defaultValue = "windows-1252",
              paramLabel = "CHARSET",
              description = "Of files that are not Unicode (${DEFAULT-VALUE}).")
          String charset,
      @Option(
              names = "--alias",
              paramLabel = "HEADER=COLUMN",
              description = "What a header of its files means; @|bold -|@ leaves the column out.")
          Map<String, String> aliases,
      @Mixin LimitOptions limits) {
    TenantId tenantId = Context.tenantId(id);
    Limits before =
        context.cloud().tenants().find(tenantId).map(Tenant::limits).orElse(Limits.DEFAULT);
    Tenant tenant =
        sound(
            () ->
                new Tenant(
                    tenantId,
                    named(name),
                    zone(timeZone),
                    dateOrder,
                    charset(charset),
                    new LinkedHashMap<>(aliases == null ? Map.of() : aliases),
                    limits.over(before),
                    true));
    put(tenant, "Added");
    return ExitCodes.OK;
  }

  /** Headers are compared as in a file: another spelling is the same header. */
  private static boolean isAnyOf(String header, Set<String> others) {
    return others.stream().map(Header::normalise).anyMatch(Header.normalise(header)::equals);
  }

  @Command(
      name = "change",
      description = "Changes what is said of a clinic, and leaves the rest as it is.",
      footer = {"", "It holds for files that are claimed from now on."})
  int change(
      @Parameters(paramLabel = "ID", description = "The clinic's id.") String id,
      @Option(names = "--name", paramLabel = "NAME") Optional<String> name,
      @Option(names = "--time-zone", paramLabel = "ZONE") Optional<String> timeZone,
      @Option(names = "--date-order", paramLabel = "ORDER") Optional<DateOrder> dateOrder,
      @Option(names = "--charset", paramLabel = "CHARSET") Optional<String> charset,
      @Option(
              names = "--alias",
              paramLabel = "HEADER=COLUMN",
              description = "One more alias, or another meaning of a header.")
          Map<String, String> aliases,
      @Option(
              names = "--without-alias",
              paramLabel = "HEADER",
              description = "A header that has no alias any more.")
          List<String> without,
      @Mixin LimitOptions limits) {
    Tenant before = found(id);
    Map<String, String> all = new LinkedHashMap<>(before.columnAliases());
    if (aliases != null) {
      all.keySet().removeIf(header -> isAnyOf(header, aliases.keySet()));
      all.putAll(aliases);
    }
    for (String header : without == null ? List.<String>of() : without) {
      if (all.remove(header) == null) {
        throw OpsException.usage(id + " has no alias for " + Text.oneLine(header) + ".");
      }
    }
    Tenant after =
        sound(
            () ->
                new Tenant(
                    before.id(),
                    name.map(TenantsCommand::named).orElse(before.name()),
                    timeZone.map(TenantsCommand::zone).orElse(before.timeZone()),
                    dateOrder.orElse(before.dateOrder()),
                    charset.map(TenantsCommand::charset).orElse(before.charset()),
                    all,
                    limits.over(before.limits()),
                    before.enabled()));
    put(after, "Changed");
    return ExitCodes.OK;
  }

  @Command(
      name = "disable",
      description = "Takes nothing more from a clinic; files in hand are finished.")
  int disable(@Parameters(paramLabel = "ID", description = "The clinic's id.") String id) {
    put(enabled(found(id), false), "Disabled");
    return ExitCodes.OK;
  }

  @Command(name = "enable", description = "Takes files from a clinic again, also those that wait.")
  int enable(@Parameters(paramLabel = "ID", description = "The clinic's id.") String id) {
    put(enabled(found(id), true), "Enabled");
    return ExitCodes.OK;
  }

  @Command(name = "show", description = "Shows all that is said of a clinic, as JSON.")
  int show(@Parameters(paramLabel = "ID", description = "The clinic's id.") String id) {
    context.terminal().out().println(Json.text(Json.tenant(found(id))));
    return ExitCodes.OK;
  }

  static Tenant enabled(Tenant tenant, boolean enabled) {
    return new Tenant(
        tenant.id(),
        tenant.name(),
        tenant.timeZone(),
        tenant.dateOrder(),
        tenant.charset(),
        tenant.columnAliases(),
        tenant.limits(),
        enabled);
  }

  /** What no clinic can be is a word too many or too few, not a fault. */
  private static Tenant sound(Supplier<Tenant> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw OpsException.usage(e.getMessage() + ".");
    }
  }

  private Tenant found(String text) {
    TenantId id = Context.tenantId(text);
    context.requireTenant(id);
    return context.cloud().tenants().find(id).orElseThrow();
  }

  private void put(Tenant tenant, String done) {
    context.cloud().tenants().put(tenant);
    context.terminal().note(done + " " + tenant.id() + ", " + Text.oneLine(tenant.name()) + ".");
  }

  @Command(name = "list", description = "Lists the clinics.")
  int list(@Option(names = "--json", description = "Print a JSON array.") boolean json) {
    Terminal terminal = context.terminal();
    TenantSurvey survey = context.cloud().tenants().survey();
    List<Tenant> tenants = survey.tenants();
    survey.damaged().forEach(e -> terminal.note(Text.oneLine(String.valueOf(e.getMessage()))));
    if (json) {
      try (Json.ArrayWriter array = new Json.ArrayWriter(terminal)) {
        tenants.forEach(tenant -> array.add(Json.tenant(tenant)));
      }
    } else if (tenants.isEmpty()) {
      terminal.out().println("No clinic yet: ops tenants add.");
    } else {
      Table table =
          new Table(
              List.of(
                  Table.Column.text("id"),
                  Table.Column.text("time zone"),
                  Table.Column.text("dates"),
                  Table.Column.text("charset"),
                  Table.Column.text("enabled"),
                  Table.Column.text("name")),
              terminal.width(),
              terminal.ansi());
      table
          .lines(tenants.stream().map(TenantsCommand::row).toList())
          .forEach(terminal.out()::println);
    }
    return ExitCodes.OK;
  }

  private static List<String> row(Tenant tenant) {
    return List.of(
        tenant.id().value(),
        tenant.timeZone().getId(),
        tenant.dateOrder().name(),
        tenant.charset().name(),
        tenant.enabled() ? "yes" : "no",
        tenant.name());
  }

  private static String named(String name) {
    if (name.isBlank()) {
      throw OpsException.usage("A clinic has a --name.");
    }
    return name;
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException e) {
      throw OpsException.usage("There is no time zone " + text + ": try America/New_York.");
    }
  }

  private static Charset charset(String text) {
    try {
      return Charset.forName(text);
    } catch (IllegalArgumentException e) {
      throw OpsException.usage("There is no charset " + text + ": try windows-1252.");
    }
  }
}
