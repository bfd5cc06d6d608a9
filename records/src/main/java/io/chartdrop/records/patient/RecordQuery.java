package io.chartdrop.records.patient;

import io.chartdrop.records.PageToken;
import io.chartdrop.records.tenant.TenantId;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What is asked for; every part that is there must match. Nothing given asks for all.
 *
 * @param medicalRecordNumber exact
 * @param lastName prefix, compared by letters and digits without case or accents
 * @param firstName likewise
 * @param from first local day, included
 * @param to last local day, included
 * @param notes text contained in the doctor's notes, without case
 * @param limit 1 to 100 records a page; a visit with more versions than that is still one page (see
 *     {@link RecordPage})
 * @param next the token of the page before
 */
public record RecordQuery(
    Optional<String> medicalRecordNumber,
    Optional<String> lastName,
    Optional<String> firstName,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    Optional<String> notes,
    int limit,
    Optional<String> next) {

  public static final int MAX_LIMIT = 100;
  public static final int DEFAULT_LIMIT = 50;

  public RecordQuery {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A page has 1 to " + MAX_LIMIT + " records");
    }
    if (from.isPresent() && to.isPresent() && to.get().isBefore(from.get())) {
      throw new IllegalArgumentException("A date range ends on or after the day it begins");
    }
  }

  /** Everything, in the order of days. */
  public static RecordQuery all() {
    return new RecordQuery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        DEFAULT_LIMIT,
        Optional.empty());
  }

  public static RecordQuery ofMrn(String medicalRecordNumber) {
    return new RecordQuery(
        Optional.of(medicalRecordNumber),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        DEFAULT_LIMIT,
        Optional.empty());
  }

  /** The same question, from where a page ended. */
  public RecordQuery after(String next) {
    return new RecordQuery(
        medicalRecordNumber, lastName, firstName, from, to, notes, limit, Optional.of(next));
  }

  /** The tokens of its pages, for one tenant. */
  PageToken pages(TenantId tenant) {
    return new PageToken(
        Optional.of(tenant), medicalRecordNumber, lastName, firstName, from, to, notes);
  }
}
