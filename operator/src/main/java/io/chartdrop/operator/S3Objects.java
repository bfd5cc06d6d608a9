package io.chartdrop.operator;

import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.tenant.TenantId;
import java.io.InputStream;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The buckets that the addresses name. */
final class S3Objects implements Objects {
  private final S3Client s3;
  private final String inbox;
  private final String archive;
  private final String errors;

  S3Objects(S3Client s3, Addresses addresses) {
    this.s3 = s3;
    this.inbox = bucket(addresses, "CHARTDROP_INBOX");
    this.archive = bucket(addresses, "CHARTDROP_ARCHIVE");
    this.errors = bucket(addresses, "CHARTDROP_ERRORS");
  }

  private static String bucket(Addresses addresses, String variable) {
    return addresses
        .get(variable)
        .orElseThrow(
            () -> OpsException.unreachable(variable + " is not set: it names the bucket."));
  }

  @Override
  public InputStream open(StoredObject object) {
    return s3.getObject(get -> get.bucket(object.bucket()).key(object.key()));
  }

  @Override
  public Optional<InboxVersion> copyToInbox(
      StoredObject original, InboxVersion arrived, Map<String, String> metadata) {
    String source = original.bucket().equals(inbox) ? arrived.versionId() : null;
    try {
      // asked of the original: a worker may have read the copy already, and deleted it
      long bytes =
          s3.headObject(h -> h.bucket(original.bucket()).key(original.key()).versionId(source))
              .contentLength();
      CopyObjectResponse copied =
          s3.copyObject(
              copy ->
                  copy.sourceBucket(original.bucket())
                      .sourceKey(original.key())
                      .sourceVersionId(source)
                      .destinationBucket(inbox)
                      .destinationKey(arrived.key())
                      .metadataDirective(MetadataDirective.REPLACE)
                      .metadata(metadata));
      return Optional.of(
          new InboxVersion(
              arrived.tenant(),
              arrived.key(),
              copied.versionId(),
              bytes,
              copied.copyObjectResult().lastModified().truncatedTo(ChronoUnit.SECONDS)));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public List<Kept> kept(TenantId tenant) {
    Stream<Kept> read =
        Stream.of(archive, errors)
            .flatMap(
                bucket ->
                    s3
                        .listObjectsV2Paginator(l -> l.bucket(bucket).prefix(tenant.prefix()))
                        .contents()
                        .stream()
                        .map(o -> new Kept(new StoredObject(bucket, o.key()), Optional.empty())));
    Stream<Kept> arrived =
        s3
            .listObjectVersionsPaginator(l -> l.bucket(inbox).prefix(tenant.prefix()))
            .versions()
            .stream()
            .map(v -> new Kept(new StoredObject(inbox, v.key()), Optional.of(v.versionId())));
    return Stream.concat(read, arrived).toList();
  }

  @Override
  public InputStream open(Kept kept) {
    return s3.getObject(
        get ->
            get.bucket(kept.object().bucket())
                .key(kept.object().key())
                .versionId(kept.versionId().orElse(null)));
  }

  @Override
  public long erase(TenantId tenant, LongConsumer told) {
    long gone = 0;
    for (String bucket : List.of(inbox, errors, archive)) {
      gone += abortUploads(bucket, tenant);
      // Each first page again, for the one before it is gone.
      for (List<ObjectIdentifier> page = page(bucket, tenant);
          !page.isEmpty();
          page = page(bucket, tenant)) {
        delete(bucket, page);
        gone += page.size();
        told.accept(gone);
      }
    }
    return gone;
  }

  private List<ObjectIdentifier> page(String bucket, TenantId tenant) {
    ListObjectVersionsResponse page =
        s3.listObjectVersions(list -> list.bucket(bucket).prefix(tenant.prefix()));
    List<ObjectIdentifier> found = new ArrayList<>();
    page.versions().forEach(v -> found.add(identifier(v.key(), v.versionId())));
    page.deleteMarkers().forEach(m -> found.add(identifier(m.key(), m.versionId())));
    return found;
  }

  private static ObjectIdentifier identifier(String key, String versionId) {
    return ObjectIdentifier.builder().key(key).versionId(versionId).build();
  }

  private void delete(String bucket, List<ObjectIdentifier> objects) {
    DeleteObjectsResponse response =
        s3.deleteObjects(d -> d.bucket(bucket).delete(all -> all.objects(objects).quiet(true)));
    if (!response.errors().isEmpty()) {
      throw OpsException.unreachable(
          "S3 does not delete %d objects of %s: %s"
              .formatted(response.errors().size(), bucket, response.errors().get(0).code()));
    }
  }

  private long abortUploads(String bucket, TenantId tenant) {
    long[] aborted = {0};
    s3.listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(tenant.prefix()))
        .uploads()
        .forEach(
            upload -> {
              s3.abortMultipartUpload(
                  abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
              aborted[0]++;
            });
    return aborted[0];
  }
}
