package io.chartdrop.frontend.api;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All conditions that are there must hold.
 *
 * @param mrn whole
 * @param lastName how it begins, as {@code firstName}
 * @param from a local day, included, as {@code to}
 * @param notes a text within the doctor's notes
 */
public record RecordQuery(
    Optional<String> mrn,
    Optional<String> lastName,
    Optional<String> firstName,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    Optional<String> notes,
    int limit,
    Optional<String> next) {

  /** One patient's. */
  public static RecordQuery ofPatient(String mrn, int limit, Optional<String> next) {
    return new RecordQuery(
        Optional.of(mrn),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit,
        next);
  }

  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    mrn.ifPresent(value -> parameters.put("mrn", value));
    lastName.ifPresent(value -> parameters.put("last_name", value));
    firstName.ifPresent(value -> parameters.put("first_name", value));
    from.ifPresent(value -> parameters.put("from", value.toString()));
    to.ifPresent(value -> parameters.put("to", value.toString()));
    notes.ifPresent(value -> parameters.put("notes", value));
    parameters.put("limit", Integer.toString(limit));
    next.ifPresent(value -> parameters.put("next", value));
    return parameters;
  }
}
