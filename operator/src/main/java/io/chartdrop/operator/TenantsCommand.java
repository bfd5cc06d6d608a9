package io.chartdrop.operator;

import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Limits;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantSurvey;
import java.nio.charset.Charset;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "tenants", description = "The clinics: @|bold add|@ one, or @|bold list|@ them.")
final class TenantsCommand {
  private final Context context;

  TenantsCommand(Context context) {
    this.context = context;
  }

  @Command(name = "add", description = "Adds a clinic, or replaces what was said of it.")
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
          Map<String, String> aliases) {
    Tenant tenant =
        new Tenant(
            Context.tenantId(id),
            named(name),
            zone(timeZone),
            dateOrder,
            charset(charset),
            new LinkedHashMap<>(aliases == null ? Map.of() : aliases),
            Limits.DEFAULT,
            true);
    context.cloud().tenants().put(tenant);
    context.terminal().note("Added " + tenant.id() + ", " + Text.oneLine(tenant.name()) + ".");
    return ExitCodes.OK;
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
