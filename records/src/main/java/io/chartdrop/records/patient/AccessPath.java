package io.chartdrop.records.patient;

import io.chartdrop.records.tenant.TenantId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Where the answer to a query lies: partitions of the table or of one index, and the stretch of
 * sort keys in them.
 *
 * @param index the index; empty for the table itself
 * @param partitions values of {@code partitionName}, all of one tenant
 * @param low no sort key of the answer is before it
 * @param high no sort key of the answer is after it
 * @param mayMatch whether a record can match, as far as its sort key tells
 */
record AccessPath(
    Optional<String> index,
    String partitionName,
    List<String> partitions,
    String sortName,
    String low,
    String high,
    Predicate<String> mayMatch) {

  /** Sorts after every letter and digit; a name's prefix and it end the stretch of the prefix. */
  private static final String HIGHEST = Character.toString(0x10FFFD);

  /** Sorts after the {@code T} behind a day and before the day after. */
  private static final String END_OF_DAY = "~";

  /** The cheapest path; empty if nothing can match. */
  static Optional<AccessPath> of(TenantId tenant, RecordQuery query) {
    if (query.from().filter(day -> day.getYear() > 9999).isPresent()
        || query.to().filter(day -> day.getYear() < 0).isPresent()) {
      return Optional.empty();
    }
    String from =
        query.from().filter(day -> day.getYear() >= 0).map(LocalDate::toString).orElse("0");
    String to =
        query.to().filter(day -> day.getYear() <= 9999).map(LocalDate::toString).orElse("")
            + END_OF_DAY;
    if (query.medicalRecordNumber().isPresent()) {
      return byMrn(tenant, query.medicalRecordNumber().get(), from, to);
    }
    if (query.lastName().isPresent()) {
      return Optional.of(byName(tenant, query, query.lastName().get(), from, to));
    }
    return Optional.of(
        new AccessPath(
            Optional.of("by_day"),
            "shard",
            RecordKeys.shards(tenant),
            "by_day_sk",
            from,
            to,
            key -> true));
  }

  private static Optional<AccessPath> byMrn(TenantId tenant, String mrn, String from, String to) {
    if (mrn.isBlank() || Utf8.length(mrn) > PatientRecord.MAX_MRN_BYTES) {
      return Optional.empty();
    }
    List<String> partition = List.of(RecordKeys.partition(tenant, mrn));
    return Optional.of(
        new AccessPath(Optional.empty(), "pk", partition, "sk", from, to, key -> true));
  }

  private static AccessPath byName(
      TenantId tenant, RecordQuery query, String lastName, String from, String to) {
    String last = RecordKeys.namePart(lastName);
    String first = query.firstName().map(RecordKeys::namePart).orElse("");
    return new AccessPath(
        Optional.of("by_name"),
        "shard",
        RecordKeys.shards(tenant),
        "by_name_sk",
        last.isEmpty() ? "#" : last, // a key value is never empty, and "#" sorts first
        last + HIGHEST,
        key -> {
          int firstAt = key.indexOf('#') + 1;
          int localAt = key.indexOf('#', firstAt) + 1;
          return key.startsWith(first, firstAt)
              && key.substring(localAt).compareTo(from) >= 0
              && key.substring(localAt).compareTo(to) <= 0;
        });
  }

  boolean contains(String sortKey) {
    return Utf8.compare(low, sortKey) <= 0 && Utf8.compare(sortKey, high) <= 0;
  }
}
