package io.chartdrop.frontend.records;

import io.chartdrop.frontend.api.PatientRecord;
import io.chartdrop.frontend.records.TextDiff.Piece;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * One record of a visit, with what sets it apart from the versions before and after it.
 *
 * @param number from 1, as they came in
 * @param fields notes apart, in the same order for every version of a visit
 */
record Version(int number, PatientRecord record, List<Field> fields, Field notes) {
  static final String NOTES = "doctors_notes";
  private static final String LAST_NAME = "last_name";
  private static final String FIRST_NAME = "first_name";

  /**
   * A cell of the record.
   *
   * @param name as the files have it
   * @param pieces one after the other they are the whole text
   */
  record Field(String name, List<Piece> pieces) {
    boolean differs() {
      return pieces.stream().anyMatch(Piece::isMarked);
    }

    /**
     * Of the patient: it stands above all visits, so a version repeats it only where it differs.
     */
    public boolean isName() {
      return name.equals(LAST_NAME) || name.equals(FIRST_NAME);
    }

    public boolean isEmpty() {
      return pieces.isEmpty();
    }

    public int length() {
      return pieces.stream().mapToInt(piece -> piece.text().length()).sum();
    }
  }

  /**
   * @param records versions of one visit, as they came in
   */
  static List<Version> compared(List<PatientRecord> records) {
    Set<String> extras = new LinkedHashSet<>();
    records.forEach(record -> extras.addAll(record.extra().keySet()));
    List<List<Field>> fields = new ArrayList<>();
    fields.add(fields(LAST_NAME, records, PatientRecord::lastName));
    fields.add(fields(FIRST_NAME, records, PatientRecord::firstName));
    for (String extra : extras) {
      fields.add(fields(extra, records, record -> record.extra().getOrDefault(extra, "")));
    }
    List<Field> notes = fields(NOTES, records, PatientRecord::doctorsNotes);
    List<Version> versions = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      int index = i;
      versions.add(
          new Version(
              i + 1,
              records.get(i),
              fields.stream().map(field -> field.get(index)).toList(),
              notes.get(i)));
    }
    return versions;
  }

  /** One field of every version. */
  private static List<Field> fields(
      String name, List<PatientRecord> records, Function<PatientRecord, String> value) {
    return TextDiff.ofVersions(records.stream().map(value).toList()).stream()
        .map(pieces -> new Field(name, pieces))
        .toList();
  }

  /** Names of the fields in which they differ. */
  static List<String> differences(List<Version> versions) {
    Set<String> names = new LinkedHashSet<>();
    for (Version version : versions) {
      version.fields().stream().filter(Field::differs).map(Field::name).forEach(names::add);
      if (version.notes().differs()) {
        names.add(NOTES);
      }
    }
    return List.copyOf(names);
  }
}
