package io.chartdrop.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.chartdrop.records.file.FileErasure.Forgotten;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shapes of the API, for scripts. A value that is not there is null, so a key always is. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /** An array, begun and ended by its writer: a long answer is written as it comes. */
  static final class ArrayWriter implements AutoCloseable {
    private final Terminal terminal;
    private boolean first = true;

    ArrayWriter(Terminal terminal) {
      this.terminal = terminal;
      terminal.out().print("[");
    }

    void add(ObjectNode node) {
      terminal.out().print(first ? "\n  " : ",\n  ");
      terminal.out().print(text(node));
      first = false;
    }

    @Override
    public void close() {
      terminal.out().println(first ? "]" : "\n]");
    }
  }

  static String text(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static ObjectNode file(LedgerEntry entry) {
    ObjectNode node = NODES.objectNode();
    node.put("file_id", entry.fileId().value());
    node.put("name", entry.version().name());
    node.put("status", entry.status().name());
    node.putObject("rows")
        .put("read", entry.rows().read())
        .put("new", entry.rows().added())
        .put("known", entry.rows().known())
        .put("rejected", entry.rows().rejected());
    node.put("bytes", entry.version().bytes());
    node.put("sha256", orNull(entry.sha256()));
    node.put("received_at", entry.version().lastModified().toString());
    node.put("started_at", orNull(entry.startedAt().map(Instant::toString)));
    node.put("finished_at", orNull(entry.finishedAt().map(Instant::toString)));
    node.put("duplicate_of", orNull(entry.duplicateOf().map(id -> id.value())));
    node.put("retry_of", orNull(entry.retryOf().map(id -> id.value())));
    entry
        .problem()
        .ifPresentOrElse(
            problem ->
                node.putObject("problem")
                    .put("code", problem.code().name())
                    .put("message", problem.message()),
            () -> node.putNull("problem"));
    ArrayNode notices = node.putArray("notices");
    entry.notices().forEach(notices::add);
    return node.put("undone_at", orNull(entry.undoneAt().map(Instant::toString)));
  }

  /** The file's shape, and beside it what only the operator sees. */
  static ObjectNode outcome(Outcome outcome) {
    ObjectNode node =
        outcome
            .entry()
            .map(Json::file)
            .orElseGet(
                () -> {
                  ObjectNode unknown = NODES.objectNode();
                  unknown.putNull("file_id").put("name", outcome.upload().name());
                  unknown.putNull("status").put("bytes", outcome.upload().bytes());
                  return unknown.put("sha256", orNull(outcome.sha256()));
                });
    node.put("duplicate_of_name", orNull(outcome.original().map(file -> file.version().name())));
    node.put(
        "rejects_at", orNull(outcome.entry().flatMap(LedgerEntry::rejects).map(OutcomeText::uri)));
    ArrayNode rejects = node.putArray("rejects");
    outcome
        .rejects()
        .forEach(
            row ->
                rejects
                    .addObject()
                    .put("line", row.line())
                    .put("column", row.column())
                    .put("code", row.code())
                    .put("message", row.message()));
    return node.put("error", orNull(outcome.error()));
  }

  static ObjectNode visit(PatientRecord visit) {
    ObjectNode node = NODES.objectNode();
    node.put("medical_record_number", visit.medicalRecordNumber());
    node.put("first_name", visit.firstName());
    node.put("last_name", visit.lastName());
    node.put("date_time", DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(visit.dateTime()));
    node.put("time_zone", visit.timeZone().getId());
    node.put("date_time_utc", visit.dateTimeUtc().toString());
    node.put("ambiguous_time", visit.ambiguousTime());
    node.put("doctors_notes", visit.doctorsNotes());
    ObjectNode extra = node.putObject("extra");
    visit.extra().forEach(extra::put);
    node.put("file_id", visit.fileId().value());
    node.put("line", visit.line());
    return node.put("received_at", visit.receivedAt().toString());
  }

  static ObjectNode undone(LedgerEntry file, long taken, List<LedgerEntry> toReplay) {
    ObjectNode node = NODES.objectNode();
    node.put("file_id", file.fileId().value()).put("records", taken);
    ArrayNode others = node.putArray("to_replay");
    toReplay.forEach(other -> others.add(other.fileId().value()));
    return node;
  }

  static ObjectNode erased(TenantId tenant, long objects, long records, Forgotten forgotten) {
    ObjectNode node = NODES.objectNode();
    node.put("tenant", tenant.value()).put("records", records).put("objects", objects);
    node.put("files", forgotten.files()).put("contents", forgotten.contents());
    return node.put("days", forgotten.days());
  }

  static ObjectNode erased(TenantId tenant, long records, List<StoredObject> heldBy) {
    ObjectNode node = NODES.objectNode();
    node.put("tenant", tenant.value()).put("records", records);
    ArrayNode objects = node.putArray("held_by");
    heldBy.forEach(object -> objects.add(OutcomeText.uri(object)));
    return node;
  }

  static ObjectNode tenant(Tenant tenant) {
    ObjectNode node = NODES.objectNode();
    node.put("id", tenant.id().value());
    node.put("name", tenant.name());
    node.put("time_zone", tenant.timeZone().getId());
    node.put("date_order", tenant.dateOrder().name());
    node.put("charset", tenant.charset().name());
    node.put("enabled", tenant.enabled());
    ObjectNode aliases = node.putObject("column_aliases");
    tenant.columnAliases().forEach(aliases::put);
    ObjectNode limits = node.putObject("limits");
    limits.put("max_file_bytes", tenant.limits().maxFileBytes());
    limits.put("max_expanded_bytes", tenant.limits().maxExpandedBytes());
    limits.put("max_row_bytes", tenant.limits().maxRowBytes());
    limits.put("max_columns", tenant.limits().maxColumns());
    return node;
  }

  private static @Nullable String orNull(Optional<String> text) {
    return text.orElse(null);
  }
}
