package io.chartdrop.routes.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.FileStatus;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordPage;
import io.chartdrop.records.patient.RecordQuery;
import io.chartdrop.records.patient.RecordStore;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import io.chartdrop.records.tenant.TenantRegistry;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A clinic of one test: it uploads, and looks what became of it. Nobody else has its id. */
final class Clinic {
  static final String HEADER =
      "medical_record_number,first_name,last_name,date_time,doctors_notes\n";

  private final S3Client s3;
  private final FileLedger ledger;
  private final RecordStore store;
  private final TenantRegistry registry;
  private final IntakeProperties buckets;
  private final TenantId id =
      new TenantId("clinic-" + UUID.randomUUID().toString().substring(0, 8));
  private Duration patience = Duration.ofSeconds(30);

  Clinic(
      S3Client s3,
      FileLedger ledger,
      RecordStore store,
      TenantRegistry registry,
      IntakeProperties buckets) {
    this.s3 = s3;
    this.ledger = ledger;
    this.store = store;
    this.registry = registry;
    this.buckets = buckets;
  }

  /** Waits so long for what it waits for; half a minute unless told. */
  Clinic waits(Duration patience) {
    this.patience = patience;
    return this;
  }

  TenantId id() {
    return id;
  }

  /** From now on its inbox is polled. */
  Clinic opens() {
    return opens(tenant -> tenant);
  }

  Clinic opens(UnaryOperator<Tenant> settings) {
    registry.put(settings.apply(Tenant.of(id, "A clinic", ZoneId.of("America/New_York"))));
    return this;
  }

  /** Returns the version's id. */
  String uploads(String name, String content) {
    return uploads(name, content.getBytes(UTF_8));
  }

  String uploads(String name, byte[] content) {
    return s3.putObject(
            put -> put.bucket(buckets.inbox()).key(id.prefix() + name),
            RequestBody.fromBytes(content))
        .versionId();
  }

  void deletes(String name) {
    s3.deleteObject(delete -> delete.bucket(buckets.inbox()).key(id.prefix() + name));
  }

  /** Waits until so many files are closed; returns them, oldest first. */
  List<LedgerEntry> closed(int files) {
    return await()
        .atMost(patience)
        .until(
            () ->
                files().stream()
                    .filter(entry -> entry.status().isFinal())
                    .sorted((a, b) -> a.fileId().compareTo(b.fileId()))
                    .toList(),
            closed -> closed.size() == files);
  }

  LedgerEntry closed(String name) {
    return await()
        .atMost(patience)
        .until(
            () ->
                files().stream()
                    .filter(entry -> entry.version().name().equals(name))
                    .filter(entry -> entry.status().isFinal())
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  /** Waits until somebody has claimed the file. */
  void begins(String name) {
    await()
        .atMost(patience)
        .until(() -> files().stream().anyMatch(entry -> entry.version().name().equals(name)));
  }

  LedgerEntry withStatus(FileStatus status) {
    return files().stream().filter(entry -> entry.status() == status).findFirst().orElseThrow();
  }

  List<LedgerEntry> files() {
    return ledger.list(id, Optional.empty(), 100, Optional.<FileId>empty()).items();
  }

  List<PatientRecord> records() {
    List<PatientRecord> all = new ArrayList<>();
    RecordQuery query = RecordQuery.all();
    while (true) {
      RecordPage page = store.find(id, query);
      all.addAll(page.items());
      if (page.next().isEmpty()) {
        return all;
      }
      query = query.after(page.next().get());
    }
  }

  String read(StoredObject object) {
    return s3.getObjectAsBytes(get -> get.bucket(object.bucket()).key(object.key())).asUtf8String();
  }

  /** The keys below a prefix of this clinic's, without the clinic. */
  List<String> objects(String bucket) {
    return s3
        .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(id.prefix()))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> key.substring(id.prefix().length()))
        .toList();
  }

  /** Waits until the inbox has just these names left, older versions included. */
  void inboxHolds(String... names) {
    await().atMost(patience).until(this::lists, left -> left.equals(List.of(names)));
  }

  /** The names in its inbox, sorted, one for each version. */
  List<String> lists() {
    return s3
        .listObjectVersions(
            list -> list.bucket(buckets.inbox()).prefix(id.prefix()).encodingType(EncodingType.URL))
        .versions()
        .stream()
        .map(ObjectVersion::key)
        .map(key -> key.substring(id.prefix().length()))
        .sorted()
        .toList();
  }
}
