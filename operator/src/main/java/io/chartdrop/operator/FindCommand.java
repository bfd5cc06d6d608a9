package io.chartdrop.operator;

import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordPage;
import io.chartdrop.records.patient.RecordQuery;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.TenantId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "find",
    description = "Finds records: one is printed cell by cell, several as a table.",
    footer = {"", "Every option given must match; none given finds all."})
final class FindCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The clinic's id.")
  String tenant = "";

  @Option(names = "--mrn", paramLabel = "MRN", description = "Medical record number, exact.")
  Optional<String> mrn = Optional.empty();

  @Option(names = "--last-name", paramLabel = "NAME", description = "How the last name begins.")
  Optional<String> lastName = Optional.empty();

  @Option(names = "--first-name", paramLabel = "NAME", description = "How the first name begins.")
  Optional<String> firstName = Optional.empty();

  @Option(names = "--from", paramLabel = "DATE", description = "First day, such as 2026-03-01.")
  Optional<LocalDate> from = Optional.empty();

  @Option(names = "--to", paramLabel = "DATE", description = "Last day, included.")
  Optional<LocalDate> to = Optional.empty();

  @Option(names = "--notes", paramLabel = "TEXT", description = "Text in the doctor's notes.")
  Optional<String> notes = Optional.empty();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Stop after N records (${DEFAULT-VALUE}).")
  int limit = RecordQuery.DEFAULT_LIMIT;

  @Option(names = "--all", description = "Do not stop before the last one.")
  boolean all;

  @Option(names = "--count", description = "Print only how many there are.")
  boolean count;

  @Option(names = "--json", description = "Print a JSON array.")
  boolean json;

  FindCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    TenantId id = Context.tenantId(tenant);
    RecordQuery query = query();
    RecordStore store = context.cloud().records();
    Terminal terminal = context.terminal();
    if (count) {
      long found = walk(store, id, query, Long.MAX_VALUE, page -> {}).found();
      requireTenantUnless(found > 0, id);
      terminal.out().println(found);
      return ExitCodes.OK;
    }
    long wanted = all ? Long.MAX_VALUE : limit;
    if (json) {
      context.requireTenant(id); // an array that is begun could not say it any more
      try (Json.ArrayWriter array = new Json.ArrayWriter(terminal)) {
        walk(store, id, query, wanted, page -> page.forEach(r -> array.add(Json.visit(r))));
      }
      return ExitCodes.OK;
    }
    RecordText text = new RecordText(terminal);
    Walk walk = walk(store, id, query, wanted, text::page);
    requireTenantUnless(walk.found() > 0, id);
    text.end(walk.found(), walk.more(), id);
    return ExitCodes.OK;
  }

  private void requireTenantUnless(boolean found, TenantId id) {
    if (!found) {
      context.requireTenant(id);
    }
  }

  /**
   * @param more whether there are others that match
   */
  private record Walk(long found, boolean more) {}

  private static Walk walk(
      RecordStore store,
      TenantId id,
      RecordQuery first,
      long wanted,
      Consumer<List<PatientRecord>> each) {
    long found = 0;
    RecordQuery query = first;
    while (true) {
      RecordPage page = store.find(id, query);
      List<PatientRecord> items = new ArrayList<>(page.items());
      boolean cut = items.size() > wanted - found;
      if (cut) {
        items.subList((int) (wanted - found), items.size()).clear();
      }
      found += items.size();
      each.accept(items);
      if (cut || page.next().isEmpty() || found == wanted) {
        return new Walk(found, cut || page.next().isPresent());
      }
      query = first.after(page.next().get());
    }
  }

  private RecordQuery query() {
    if (limit < 1) {
      throw OpsException.usage("--limit is at least 1.");
    }
    int page = all || count ? RecordQuery.MAX_LIMIT : Math.min(limit, RecordQuery.MAX_LIMIT);
    try {
      return new RecordQuery(mrn, lastName, firstName, from, to, notes, page, Optional.empty());
    } catch (IllegalArgumentException e) {
      throw OpsException.usage(e.getMessage() + ".");
    }
  }
}
