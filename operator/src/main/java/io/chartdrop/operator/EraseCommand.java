package io.chartdrop.operator;

import io.chartdrop.records.file.FileErasure.Forgotten;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "erase",
    description = "Erases all that is kept of a clinic, or with --mrn all records of one patient.",
    footer = {
      "",
      "Of a clinic: the records, the ledger, the summary, its settings, and all versions of all"
          + " its",
      "objects. It is disabled first. Broken off, say it again. Its SFTP user, its group and its",
      "sign-ins are Terraform's: take it out of tenants there, apply, and say this again, for it",
      "may have uploaded until then.",
      "Of a patient: the records. The files as they were uploaded stay in the archive and are"
          + " named."
    })
final class EraseCommand implements Callable<Integer> {
  private static final List<String> LEFT =
      List.of(
          "Point-in-time recovery can bring the tables back for 35 days; a table restored from then"
              + " has it again: erase it there too.",
          "Logs have file ids and counts, no patient: 30 days, up to a year in prod. SFTP's log and"
              + " access logs have names of files: up to 400 days. CloudTrail's events, where they"
              + " are on, have record numbers: as long as access logs.");

  private final Context context;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The clinic's id.")
  String tenant = "";

  @Option(
      names = "--mrn",
      paramLabel = "MRN",
      description = "Only this patient: the medical record number, exact.")
  Optional<String> mrn = Optional.empty();

  @Option(
      names = "--search",
      description =
          "With --mrn: look into every file of the clinic that is kept or waits, not only into"
              + " those that are known to have brought the patient.")
  boolean search;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "Wait so long for files in hand (${DEFAULT-VALUE}).")
  int patience = 300;

  @Option(names = "--json", description = "Print what was done as a JSON object.")
  boolean json;

  EraseCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    TenantId id = Context.tenantId(tenant);
    if (search && mrn.isEmpty()) {
      throw OpsException.usage("--search is for one patient: say --mrn.");
    }
    return mrn.isPresent() ? erasePatient(id, mrn.get()) : eraseTenant(id);
  }

  private int eraseTenant(TenantId id) {
    Optional<Tenant> settings = context.cloud().tenants().find(id);
    if (!yes) {
      context.confirm(
          "This erases all records and files of %s%s. Nobody can bring them back."
              .formatted(id, settings.map(t -> ", " + Text.oneLine(t.name())).orElse("")),
          id.value());
    }
    settings
        .filter(Tenant::enabled)
        .ifPresent(
            clinic -> {
              context.cloud().tenants().put(TenantsCommand.enabled(clinic, false));
              context.terminal().note("Disabled " + id + ": nothing new is taken.");
            });
    awaitFilesInHand(id);
    Terminal terminal = context.terminal();
    long objects = context.cloud().objects().erase(id, Counter.on(terminal, "objects erased"));
    long records =
        context.cloud().recordErasure().ofTenant(id, Counter.on(terminal, "records erased"));
    Forgotten forgotten = context.cloud().fileErasure().forget(id);
    // Last, so that whatever breaks off before can be said again.
    context.cloud().tenants().remove(id);
    if (json) {
      terminal.out().println(Json.text(Json.erased(id, objects, records, forgotten)));
    } else {
      terminal
          .out()
          .printf(
              "Erased %s: %s, %s with all their versions, %s of the ledger.%n",
              id,
              Text.count(records, "record"),
              Text.count(objects, "object"),
              Text.count(forgotten.files(), "file"));
      LEFT.forEach(terminal.out()::println);
    }
    return ExitCodes.OK;
  }

  /** A worker that goes on would store rows behind us. */
  private void awaitFilesInHand(TenantId id) {
    long begun = System.nanoTime();
    int told = 0;
    for (List<FileId> held = held(id); !held.isEmpty(); held = held(id)) {
      if (held.size() != told) {
        told = held.size();
        context.terminal().note("Waiting for " + Text.count(told, "file") + " in hand.");
      }
      if (System.nanoTime() - begun > Duration.ofSeconds(patience).toNanos()) {
        throw OpsException.unreachable(
            "A file is still in hand after %d s: say it again later.".formatted(patience));
      }
      Following.sleep(Drop.POLL);
    }
  }

  private List<FileId> held(TenantId id) {
    return context.cloud().fileErasure().held(id);
  }

  private int erasePatient(TenantId id, String number) {
    context.requireTenant(id);
    if (!yes) {
      context.confirm("This erases all records of one patient of " + id + ".", id.value());
    }
    Map<FileId, Long> removed = context.cloud().recordErasure().ofPatient(id, number);
    Set<StoredObject> known =
        removed.keySet().stream()
            .flatMap(file -> context.cloud().ledger().find(id, file).stream())
            .flatMap(file -> file.original().stream())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    List<StoredObject> holders =
        search
            ? new PatientSearch(context.cloud().objects(), context.cloud().tenants().find(id))
                .holding(id, number, known, context.terminal())
            : List.copyOf(known);
    long records = removed.values().stream().mapToLong(Long::longValue).sum();
    Terminal terminal = context.terminal();
    if (json) {
      terminal.out().println(Json.text(Json.erased(id, records, holders)));
      return ExitCodes.OK;
    }
    terminal.out().println(Text.count(records, "record") + " of the patient erased.");
    if (!holders.isEmpty()) {
      terminal.out().println("These files, as they were uploaded, still hold the patient's rows:");
      holders.forEach(object -> terminal.out().println("  " + OutcomeText.uri(object)));
    }
    if (!search) {
      terminal
          .out()
          .println(
              "Files that brought the same rows later are not among them: --search looks into"
                  + " all.");
    }
    terminal
        .out()
        .println("The clinic's next export brings the patient back, unless it is left out there.");
    LEFT.forEach(terminal.out()::println);
    return ExitCodes.OK;
  }
}
