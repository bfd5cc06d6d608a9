package io.chartdrop.records.patient;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.tenant.TenantId;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds records that read aloud: {@code visit().of("A1").at("2026-03-01T09:30").build()}. */
public final class Visits {
  public static final TenantId RIVERSIDE = new TenantId("riverside");
  public static final FileId MONDAYS_FILE = new FileId("20260302T060000-00000000aaaa");
  public static final FileId TUESDAYS_FILE = new FileId("20260303T060000-00000000bbbb");

  private TenantId tenant = RIVERSIDE;
  private String mrn = "A1";
  private String firstName = "Ada";
  private String lastName = "Byron";
  private LocalDateTime time = LocalDateTime.parse("2026-03-01T09:30");
  private ZoneId zone = ZoneId.of("America/New_York");
  private boolean ambiguous;
  private boolean again;
  private String notes = "Well.";
  private final Map<String, String> extra = new LinkedHashMap<>();
  private FileId file = MONDAYS_FILE;
  private long line = 2;

  private Visits() {}

  public static Visits visit() {
    return new Visits();
  }

  public Visits to(TenantId tenant) {
    this.tenant = tenant;
    return this;
  }

  public Visits of(String mrn) {
    this.mrn = mrn;
    return this;
  }

  public Visits by(String firstName, String lastName) {
    this.firstName = firstName;
    this.lastName = lastName;
    return this;
  }

  public Visits at(String time) {
    return at(LocalDateTime.parse(time));
  }

  public Visits at(LocalDateTime time) {
    this.time = time;
    return this;
  }

  public Visits ambiguous() {
    this.ambiguous = true;
    return this;
  }

  /** The second of the two times that the clocks show its time. */
  public Visits again() {
    this.again = true;
    return this;
  }

  public Visits noting(String notes) {
    this.notes = notes;
    return this;
  }

  public Visits with(String header, String value) {
    extra.put(header, value);
    return this;
  }

  public Visits from(FileId file, long line) {
    this.file = file;
    this.line = line;
    return this;
  }

  public Visits line(long line) {
    this.line = line;
    return this;
  }

  public PatientRecord build() {
    return new PatientRecord(
        tenant,
        mrn,
        firstName,
        lastName,
        time,
        zone,
        (again
                ? time.atZone(zone).withLaterOffsetAtOverlap()
                : time.atZone(zone).withEarlierOffsetAtOverlap())
            .toInstant(),
        ambiguous,
        notes,
        extra,
        file,
        line,
        Instant.parse("2026-03-02T06:00:00Z"));
  }

  /** The records of several visits, in order. */
  public static List<PatientRecord> records(Visits... visits) {
    return List.of(visits).stream().map(Visits::build).toList();
  }
}
