package io.chartdrop.middletier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.middletier.access.TenantStores;
import io.chartdrop.records.file.Claim;
import io.chartdrop.records.file.ClaimRequest;
import io.chartdrop.records.file.ClaimVerdict.Granted;
import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.DynamoDbFileClaims;
import io.chartdrop.records.file.FileCode;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.Problem;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.env.Environment;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** A clinic of one test, with what its files would have brought. */
public final class Clinic {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final String SHA = "0123456789abcdef".repeat(4);
  public static final Instant RECEIVED = Instant.parse("2026-03-02T14:15:00Z");

  private final TenantId id;
  private final TenantStores stores;
  private final DynamoDbFileClaims claims;
  private final Environment environment;
  private final TenantRegistry registry;
  private int files;

  Clinic(
      TenantId id,
      TenantStores stores,
      DynamoDbFileClaims claims,
      Environment environment,
      TenantRegistry registry) {
    this.id = id;
    this.stores = stores;
    this.claims = claims;
    this.environment = environment;
    this.registry = registry;
  }

  public TenantId id() {
    return id;
  }

  public TenantStores stores() {
    return stores;
  }

  /** A record as an earlier file stored it. */
  public void has(String mrn, String first, String last, String local, String notes) {
    has(List.of(record(mrn, first, last, local, notes, Map.of())));
  }

  public void has(List<PatientRecord> records) {
    for (int i = 0; i < records.size(); i += 100) {
      stores.records().store(id, records.subList(i, Math.min(records.size(), i + 100)), () -> {});
    }
  }

  public PatientRecord record(
      String mrn,
      String first,
      String last,
      String local,
      String notes,
      Map<String, String> extra) {
    LocalDateTime time = LocalDateTime.parse(local);
    return new PatientRecord(
        id,
        mrn,
        first,
        last,
        time,
        ZONE,
        time.atZone(ZONE).toInstant(),
        false,
        notes,
        extra,
        new FileId("20260302T141500-0123456789ab"),
        2,
        RECEIVED);
  }

  /** A version that a worker is reading. */
  public Claim reads(String name) {
    files++;
    InboxVersion version =
        new InboxVersion(
            id, id.prefix() + name, "v" + files, 100 + files, RECEIVED.plusSeconds(files));
    Tenant tenant = registry.find(id).orElseThrow();
    return ((Granted)
            claims.claim(
                new ClaimRequest(
                    version, Optional.empty(), Optional.empty(), tenant, Duration.ofMinutes(5))))
        .claim();
  }

  public FileId completed(String name, RowCounts rows) {
    Claim claim = reads(name);
    claims.close(
        claim,
        Closing.completed(rows, SHA, Optional.empty(), List.of())
            .at(
                new StoredObject(archive(), id.prefix() + claim.fileId() + name),
                Optional.empty(),
                Optional.empty()));
    return claim.fileId();
  }

  /** A file whose original is kept in the archive and whose rejects lie in errors. */
  public FileId completedWithRejects(String name, String original, String rejectsCsv) {
    Claim claim = reads(name);
    StoredObject kept = new StoredObject(archive(), id.prefix() + claim.fileId() + "/" + name);
    StoredObject rejects =
        new StoredObject(errors(), id.prefix() + claim.fileId() + "/o/rejects.csv");
    put(kept, original);
    put(rejects, rejectsCsv);
    claims.close(
        claim,
        Closing.completed(RowCounts.of(1, 0, 2), SHA, Optional.empty(), List.of())
            .at(kept, Optional.of(rejects), Optional.empty()));
    return claim.fileId();
  }

  public FileId rejected(String name, String original) {
    Claim claim = reads(name);
    StoredObject kept = new StoredObject(errors(), id.prefix() + claim.fileId() + "/" + name);
    put(kept, original);
    claims.close(
        claim,
        Closing.rejected(
                new Problem(FileCode.MISSING_COLUMN, "Add the column"),
                Optional.of(SHA),
                Optional.empty())
            .at(kept, Optional.empty(), Optional.empty()));
    return claim.fileId();
  }

  private void put(StoredObject object, String content) {
    stores
        .s3()
        .putObject(
            put -> put.bucket(object.bucket()).key(object.key()),
            RequestBody.fromBytes(content.getBytes(UTF_8)));
  }

  /** Names and versions in the inbox, whether or not something lies over them. */
  public List<String> inbox() {
    List<String> names = new ArrayList<>();
    for (ObjectVersion version :
        stores
            .s3()
            .listObjectVersions(list -> list.bucket(inboxBucket()).prefix(id.prefix()))
            .versions()) {
      names.add(version.key().substring(id.prefix().length()));
    }
    return names;
  }

  public int unfinishedUploads() {
    return (int)
        stores.s3().listMultipartUploads(list -> list.bucket(inboxBucket())).uploads().stream()
            .filter(upload -> upload.key().startsWith(id.prefix()))
            .count();
  }

  public byte[] inboxObject(String name) {
    return stores
        .s3()
        .getObjectAsBytes(get -> get.bucket(inboxBucket()).key(id.prefix() + name))
        .asByteArray();
  }

  public Map<String, String> inboxMetadata(String name) {
    return stores
        .s3()
        .headObject(head -> head.bucket(inboxBucket()).key(id.prefix() + name))
        .metadata();
  }

  public String inboxBucket() {
    return environment.getRequiredProperty("CHARTDROP_INBOX");
  }

  private String archive() {
    return environment.getRequiredProperty("CHARTDROP_ARCHIVE");
  }

  private String errors() {
    return environment.getRequiredProperty("CHARTDROP_ERRORS");
  }
}
