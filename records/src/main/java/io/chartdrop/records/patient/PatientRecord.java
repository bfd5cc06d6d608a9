package io.chartdrop.records.patient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One good row of a file, as it was written. It is a pure function of the file's version and the
 * tenant's settings: reading the file again gives an equal record.
 *
 * @param medicalRecordNumber 1 to 128 bytes of UTF-8
 * @param dateTime local to {@code timeZone}
 * @param dateTimeUtc the same moment; in the autumn overlap by the offset that was written, else by
 *     the earlier one
 * @param ambiguousTime whether {@code dateTime} happened twice that day
 * @param extra columns beyond the required five, by header as written, in the file's order; blank
 *     cells are left out
 * @param line physical line of the file on which the row starts, from 1
 * @param receivedAt when the file's version arrived
 */
public record PatientRecord(
    TenantId tenant,
    String medicalRecordNumber,
    String firstName,
    String lastName,
    LocalDateTime dateTime,
    ZoneId timeZone,
    Instant dateTimeUtc,
    boolean ambiguousTime,
    String doctorsNotes,
    Map<String, String> extra,
    FileId fileId,
    long line,
    Instant receivedAt) {

  public static final int MAX_MRN_BYTES = 128;

  public PatientRecord {
    if (medicalRecordNumber.isBlank()
        || medicalRecordNumber.getBytes(UTF_8).length > MAX_MRN_BYTES) {
      throw new IllegalArgumentException("A medical record number has 1 to 128 bytes");
    }
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  public VisitKey visit() {
    return new VisitKey(medicalRecordNumber, dateTime);
  }

  public RecordKey key() {
    return new RecordKey(
        visit(), Fingerprint.of(firstName, lastName, doctorsNotes, extra, isSecondTime()));
  }

  /** Whether the clocks had shown {@code dateTime} before, an hour or so earlier. */
  private boolean isSecondTime() {
    List<ZoneOffset> offsets = timeZone.getRules().getValidOffsets(dateTime);
    return offsets.size() > 1 && dateTimeUtc.equals(dateTime.toInstant(offsets.get(1)));
  }

  /** Says which record, not what is in it: a record may be printed where a patient must not. */
  @Override
  public String toString() {
    return "PatientRecord[" + tenant + ", " + fileId + ", line " + line + "]";
  }
}
