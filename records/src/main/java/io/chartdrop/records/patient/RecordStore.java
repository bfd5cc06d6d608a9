package io.chartdrop.records.patient;

import io.chartdrop.records.BadPageTokenException;
import io.chartdrop.records.Fence;
import io.chartdrop.records.tenant.TenantId;
import java.util.List;

/** All patient records of all tenants. Every call names one tenant and touches only that one's. */
public interface RecordStore {

  /** The most records that one {@link #store} takes: as many keys as one read asks for. */
  int MAX_CHUNK = 100;

  /** What became of one record handed to {@link #store}. */
  enum Outcome {
    /** Stored by this file: just now, or by an earlier attempt at the same line. */
    NEW,
    /** It was there, from another file or another line; nothing was written. */
    KNOWN,
    /** The store cannot hold it; the others of its chunk were not hurt. */
    REFUSED
  }

  /**
   * Stores what is not stored yet. A record that appears twice in the chunk is {@code NEW} at its
   * first place and {@code KNOWN} after it; chunks with a key in common wait for each other, so
   * that of several threads only one calls a row {@code NEW}. Throttled and unprocessed parts are
   * tried again with back-off and jitter for as long as {@code fence} allows.
   *
   * @param chunk at most {@link #MAX_CHUNK} records of one file, in line order
   * @return one outcome for each record, in the same order
   * @throws software.amazon.awssdk.core.exception.SdkException if the store cannot be reached, or
   *     refuses every one of several new rows, which is our fault and not theirs; some of the chunk
   *     may be stored, and storing it again is safe
   */
  List<Outcome> store(TenantId tenant, List<PatientRecord> chunk, Fence fence);

  /**
   * One page of what matches, ordered by time within an MRN, by name, or by day.
   *
   * @throws BadPageTokenException if {@code query.next()} was not made for this query
   */
  RecordPage find(TenantId tenant, RecordQuery query);
}
