package io.chartdrop.frontend.records;

import io.chartdrop.frontend.api.RecordQuery;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The search form as it was sent; nothing is null.
 *
 * @param who an MRN, a last name, or {@code last, first}
 * @param from a local day like 2026-03-01, as {@code to}
 * @param notes a text within the notes
 */
record Search(String who, String from, String to, String notes) {
  private static final int NOTES_LIMIT = 200;

  Search {
    who = who.strip();
    from = from.strip();
    to = to.strip();
    notes = notes.strip();
  }

  /** A field of the form, and the key of the words about it. */
  record Mistake(String field, String key) {}

  public boolean isBlank() {
    return who.isEmpty() && from.isEmpty() && to.isEmpty() && notes.isEmpty();
  }

  List<Mistake> mistakes() {
    List<Mistake> mistakes = new ArrayList<>();
    if (!who.isEmpty() && Reading.of(who).isEmpty()) {
      mistakes.add(new Mistake("who", "search.mistake.who"));
    }
    if (!from.isEmpty() && day(from).isEmpty()) {
      mistakes.add(new Mistake("from", "search.mistake.day"));
    }
    if (!to.isEmpty() && day(to).isEmpty()) {
      mistakes.add(new Mistake("to", "search.mistake.day"));
    }
    Optional<LocalDate> first = day(from);
    if (first.isPresent() && day(to).filter(last -> last.isBefore(first.get())).isPresent()) {
      mistakes.add(new Mistake("to", "search.mistake.order"));
    }
    if (!notes.isEmpty() && who.isEmpty() && from.isEmpty() && to.isEmpty()) {
      mistakes.add(new Mistake("notes", "search.mistake.notes-alone"));
    }
    if (notes.length() > NOTES_LIMIT) {
      mistakes.add(new Mistake("notes", "search.mistake.notes-long"));
    }
    return mistakes;
  }

  RecordQuery query(Reading reading, int limit, Optional<String> next) {
    return new RecordQuery(
        reading.mrn(),
        reading.lastName(),
        reading.firstName(),
        day(from),
        day(to),
        Optional.of(notes).filter(text -> !text.isEmpty()),
        limit,
        next);
  }

  /** Where this search can be found again; what is blank is left out. */
  public String address() {
    return address(Optional.empty(), Optional.empty());
  }

  /**
   * @param readAs how the page before understood it, so that the next page belongs to the same
   */
  String address(Optional<Reading.Kind> readAs, Optional<String> next) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath("/records");
    add(address, "who", who);
    add(address, "from", from);
    add(address, "to", to);
    add(address, "notes", notes);
    readAs.ifPresent(kind -> add(address, "as", kind.name()));
    next.ifPresent(token -> add(address, "next", token));
    return address.encode().build().toUriString();
  }

  private static void add(UriComponentsBuilder address, String name, String value) {
    if (!value.isEmpty()) {
      // as a variable, so that + and & within it are written as such
      address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
    }
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
