package io.chartdrop.routes.intake;

import io.chartdrop.records.file.RowCode;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.patient.RecordStore.Outcome;
import io.chartdrop.routes.csv.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Stores one chunk: its valid rows go to the store, what the store cannot hold joins the rejects.
 */
@Component
class ChunkWriter {
  private final RecordStore store;

  ChunkWriter(RecordStore store) {
    this.store = store;
  }

  StoredChunk write(Attempt attempt, Chunk chunk) {
    List<Row.Rejected> rejected = new ArrayList<>();
    List<Row.Valid> valids = new ArrayList<>(chunk.rows().size());
    for (Row row : chunk.rows()) {
      if (row instanceof Row.Rejected bad) {
        rejected.add(bad);
      } else if (row instanceof Row.Valid valid) {
        valids.add(valid);
      }
    }
    List<PatientRecord> records = valids.stream().map(Row.Valid::record).toList();
    List<Outcome> outcomes =
        records.isEmpty() ? List.of() : store.store(attempt.tenant().id(), records, attempt);
    long added = 0;
    long known = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      switch (outcomes.get(i)) {
        case NEW -> added++;
        case KNOWN -> known++;
        case REFUSED -> rejected.add(tooLarge(valids.get(i)));
      }
    }
    rejected.sort(Comparator.comparingLong(Row.Rejected::line));
    return new StoredChunk(RowCounts.of(added, known, rejected.size()), rejected);
  }

  private static Row.Rejected tooLarge(Row.Valid row) {
    return new Row.Rejected(
        row.line(),
        isLongest(row.record().doctorsNotes(), row.record())
            ? Optional.of("doctors_notes")
            : Optional.empty(),
        RowCode.ITEM_TOO_LARGE,
        "A record holds at most 400 KB, names and all columns included: shorten the longest cell.",
        row.cells());
  }

  private static boolean isLongest(String notes, PatientRecord record) {
    return Stream.concat(
            Stream.of(record.firstName(), record.lastName()), record.extra().values().stream())
        .allMatch(cell -> cell.length() <= notes.length());
  }
}
