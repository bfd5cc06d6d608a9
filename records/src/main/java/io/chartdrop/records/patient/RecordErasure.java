package io.chartdrop.records.patient;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.tenant.TenantId;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Takes records out of the store again. It is the operator's alone: no service has the right to.
 * Broken off, each is done again from its beginning and finds what is left; done twice, it finds
 * nothing.
 */
public interface RecordErasure {

  /**
   * Takes back what a file stored, told by the file and the line that each record names. What
   * another file stored stays, also where this one counted it as known.
   *
   * @param looked is told now and then how many of the tenant's records were looked at
   * @return how many were taken back
   */
  long ofFile(TenantId tenant, FileId file, LongConsumer looked);

  /**
   * Removes all records of a patient.
   *
   * @return how many were removed, by the file that had stored them
   */
  Map<FileId, Long> ofPatient(TenantId tenant, String medicalRecordNumber);

  /**
   * Removes all records of a tenant.
   *
   * @param removed is told now and then how many are gone
   * @return how many were removed
   */
  long ofTenant(TenantId tenant, LongConsumer removed);
}
