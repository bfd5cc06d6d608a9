package io.chartdrop.records.file;

import io.chartdrop.records.tenant.TenantId;
import java.util.List;

/**
 * What the ledger says when the operator takes something back. It is the operator's alone: no
 * service has the right to.
 */
public interface FileErasure {

  /**
   * Says of a closed file that its records are gone: its entry keeps its end and gets a notice for
   * the clinic, and its bytes may come again. Done twice, the first time stays.
   *
   * @param notice for the clinic
   */
  void undone(LedgerEntry entry, String notice);

  /** The files of a tenant that a worker holds now: until its lease ends it may store rows. */
  List<FileId> held(TenantId tenant);

  /**
   * Forgets all files of a tenant, their bytes and its days. Broken off, it is done again from its
   * beginning.
   */
  Forgotten forget(TenantId tenant);

  /** How many items are gone. */
  record Forgotten(long files, long contents, long days) {}
}
