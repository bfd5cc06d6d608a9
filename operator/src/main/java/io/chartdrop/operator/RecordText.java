package io.chartdrop.operator;

import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.tenant.TenantId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records on the screen. The first is held back until it is known whether it is the only one. */
final class RecordText {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private final Terminal terminal;
  private final Table table;
  private final List<PatientRecord> held = new ArrayList<>();

  RecordText(Terminal terminal) {
    this.terminal = terminal;
    this.table =
        new Table(
            List.of(
                new Table.Column("MRN", false, 24),
                new Table.Column("last name", false, 24),
                new Table.Column("first name", false, 20),
                Table.Column.text("date and time"),
                Table.Column.text("doctor's notes")),
            terminal.width(),
            terminal.ansi());
  }

  void page(List<PatientRecord> records) {
    held.addAll(records);
    if (held.size() > 1) {
      flush();
    }
  }

  private void flush() {
    table.lines(held.stream().map(RecordText::row).toList()).forEach(terminal.out()::println);
    held.clear();
  }

  void end(long found, boolean more, TenantId tenant) {
    if (found == 0) {
      terminal.out().println("No record of " + tenant + " matches.");
      return;
    }
    if (found == 1 && !more) {
      held.forEach(this::cells);
      return;
    }
    flush();
    terminal.line();
    terminal.line(
        more
            ? "The first %s; there are more: @|bold --all|@, @|bold --limit|@ or @|bold --count|@."
                .formatted(Text.count(found, "record"))
            : Text.count(found, "record") + ".");
  }

  private static List<String> row(PatientRecord found) {
    return List.of(
        found.medicalRecordNumber(),
        found.lastName(),
        found.firstName(),
        LOCAL.format(found.dateTime()),
        found.doctorsNotes());
  }

  /** Every cell as it is stored, its line breaks too. */
  private void cells(PatientRecord found) {
    // no map: a column of the file may be called as one of ours
    List<Map.Entry<String, String>> cells = new ArrayList<>();
    cells.add(Map.entry("medical_record_number", found.medicalRecordNumber()));
    cells.add(Map.entry("first_name", found.firstName()));
    cells.add(Map.entry("last_name", found.lastName()));
    cells.add(
        Map.entry(
            "date_time",
            "%s %s (%s)%s"
                .formatted(
                    SECONDS.format(found.dateTime()),
                    found.timeZone(),
                    found.dateTimeUtc(),
                    found.ambiguousTime() ? ", a time that came twice that day" : "")));
    cells.add(Map.entry("doctors_notes", found.doctorsNotes()));
    cells.addAll(found.extra().entrySet());
    cells.add(Map.entry("from file", found.fileId() + ", line " + found.line()));
    cells.add(Map.entry("received", found.receivedAt().toString()));

    int width = cells.stream().map(Map.Entry::getKey).mapToInt(Text::length).max().orElse(0);
    int room = Math.max(20, terminal.width() - width - 2);
    cells.forEach(entry -> cell(Text.oneLine(entry.getKey()), entry.getValue(), width, room));
  }

  private void cell(String name, String value, int width, int room) {
    String label = terminal.ansi().string("@|bold " + Text.padded(name, width) + "|@");
    String indent = " ".repeat(width);
    List<String> lines =
        value.lines().flatMap(line -> Text.wrapped(Text.oneLine(line), room).stream()).toList();
    for (int i = 0; i < Math.max(1, lines.size()); i++) {
      String text = lines.isEmpty() ? "" : lines.get(i);
      terminal.out().println(((i == 0 ? label : indent) + "  " + text).stripTrailing());
    }
  }
}
