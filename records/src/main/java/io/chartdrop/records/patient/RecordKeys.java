package io.chartdrop.records.patient;

import io.chartdrop.records.Sha256;
import io.chartdrop.records.tenant.TenantId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a record's keys are spelled in the table and its two indexes. Every sort key ends in {@code
 * #{fingerprint}}; what stands before that is its <em>visit</em>, and the keys of one visit lie
 * side by side. Changing any of it orphans what is stored.
 *
 * @param item {@code {tenant}#{mrn}} and {@code {local}#{fingerprint}}
 * @param shard {@code {tenant}#{0..7}}, partition of both indexes
 * @param byName {@code {last}#{first}#{local}#{mrn}#{fingerprint}}, names folded and cut
 * @param byDay {@code {local}#{mrn}#{fingerprint}}
 */
record RecordKeys(ItemKey item, String shard, String byName, String byDay) {
  static final int SHARDS = 8;
  private static final int MAX_NAME_BYTES = 200;
  private static final int FINGERPRINT_TAIL = "#".length() + 32;

  /** Partition and sort key of the table. */
  record ItemKey(String partition, String sort) {}

  static RecordKeys of(PatientRecord record) {
    String mrn = record.medicalRecordNumber();
    String local = LocalText.of(record.dateTime());
    String tail = "#" + record.key().fingerprint();
    String byDay = local + "#" + escaped(mrn) + tail;
    return new RecordKeys(
        new ItemKey(partition(record.tenant(), mrn), local + tail),
        shard(record.tenant(), shardOf(mrn)),
        namePart(record.lastName()) + "#" + namePart(record.firstName()) + "#" + byDay,
        byDay);
  }

  /** A tenant id has no {@code #}, so the MRN needs no escaping here. */
  static String partition(TenantId tenant, String mrn) {
    return tenant + "#" + mrn;
  }

  static List<String> shards(TenantId tenant) {
    return IntStream.range(0, SHARDS).mapToObj(shard -> shard(tenant, shard)).toList();
  }

  private static String shard(TenantId tenant, int shard) {
    return tenant + "#" + shard;
  }

  static int shardOf(String mrn) {
    return Sha256.of(mrn)[0] & (SHARDS - 1);
  }

  /** A name, or the prefix of one, as it stands in {@link #byName}. */
  static String namePart(String name) {
    return Utf8.cut(Folding.name(name), MAX_NAME_BYTES);
  }

  /** The visit of any of the sort keys. */
  static String visitOf(String sortKey) {
    return sortKey.substring(0, Math.max(0, sortKey.length() - FINGERPRINT_TAIL));
  }

  /**
   * Where to go on after a visit, or after one whole sort key: sorts after all of it, after the
   * versions of the visit yet to come too, before every other key, and is itself never a key.
   */
  static String after(String visitOrSortKey) {
    return visitOrSortKey + "$"; // the character after '#'
  }

  /**
   * Without {@code #}: were {@code A} and {@code A#5} two patients, the keys of the second would
   * lie in the middle of the first one's, and a visit would not be in one piece.
   */
  private static String escaped(String mrn) {
    return mrn.replace("%", "%25").replace("#", "%23");
  }
}
