package io.chartdrop.routes.intake;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * Looks through the versions of a tenant's inbox, to the end. A version that was read is gone from
 * it, so what is there is unread, held, or withdrawn by a delete marker above it.
 */
@Component
class Inbox {
  private static final Set<String> WAITING_ENDINGS = Set.of(".part", ".filepart", ".tmp");

  /** How long a withdrawn version is taken for never begun before the ledger is asked again. */
  private static final Duration LEFT_ALONE = Duration.ofMinutes(10);

  private final S3Client s3;
  private final FileLedger ledger;
  private final UploadMarks uploadMarks;
  private final FilesInHand inHand;
  private final InboxWatch watch;
  private final IntakeMeters meters;
  private final IntakeProperties properties;

  Inbox(
      S3Client s3,
      FileLedger ledger,
      UploadMarks uploadMarks,
      FilesInHand inHand,
      InboxWatch watch,
      IntakeMeters meters,
      IntakeProperties properties) {
    this.s3 = s3;
    this.ledger = ledger;
    this.uploadMarks = uploadMarks;
    this.inHand = inHand;
    this.watch = watch;
    this.meters = meters;
    this.properties = properties;
  }

  /**
   * The versions to be read next, taken in hand: of each name the oldest, and only that one, since
   * the order of a name's versions is kept. As many as this worker has room for.
   */
  List<InboxVersion> takeUnread(TenantId tenant) {
    long begun = System.nanoTime();
    boolean done = false;
    try {
      List<InboxVersion> taken = look(tenant);
      done = true;
      return taken;
    } finally {
      meters.polled(tenant, Duration.ofNanos(System.nanoTime() - begun), done);
    }
  }

  private List<InboxVersion> look(TenantId tenant) {
    int room = properties.queuedPerTenant() - inHand.count(tenant);
    boolean toTheEnd = watch.wantsWholeLook(tenant);
    List<InboxVersion> unread = new ArrayList<>();
    List<InboxVersion> found = new ArrayList<>();
    boolean whole = false;
    Map<String, Name> open = new LinkedHashMap<>();
    ListObjectVersionsRequest request =
        ListObjectVersionsRequest.builder()
            .bucket(properties.inbox())
            .prefix(tenant.prefix())
            .encodingType(EncodingType.URL) // a name may hold what XML cannot
            .build();
    while (found.size() < room || toTheEnd) {
      ListObjectVersionsResponse page = s3.listObjectVersions(request);
      page.versions().forEach(v -> open.computeIfAbsent(v.key(), k -> new Name()).versions.add(v));
      page.deleteMarkers()
          .forEach(m -> open.computeIfAbsent(m.key(), k -> new Name()).markers.add(m));
      // Keys come in order, so every name but the one at which the page was cut is complete.
      String cut = Boolean.TRUE.equals(page.isTruncated()) ? page.nextKeyMarker() : null;
      List<InboxVersion> next =
          open.entrySet().stream()
              .filter(name -> !name.getKey().equals(cut))
              .flatMap(name -> next(tenant, name.getKey(), name.getValue()).stream())
              .toList();
      unread.addAll(next);
      next.stream().filter(inHand::isFree).forEach(found::add);
      open.keySet().removeIf(key -> !key.equals(cut));
      if (cut == null) {
        whole = true;
        break;
      }
      request =
          request.toBuilder()
              .keyMarker(page.nextKeyMarker())
              .versionIdMarker(page.nextVersionIdMarker())
              .build();
    }
    List<InboxVersion> taken = found.subList(0, Math.max(0, Math.min(room, found.size())));
    taken.forEach(inHand::take);
    if (whole) {
      watch.looked(
          tenant, unread.stream().filter(v -> !inHand.isBeingRead(v)).collect(Collectors.toSet()));
    } else {
      watch.looked(tenant);
    }
    return taken;
  }

  /** A name's versions and delete markers, each newest first, as S3 lists them. */
  private static final class Name {
    final List<ObjectVersion> versions = new ArrayList<>();
    final List<DeleteMarkerEntry> markers = new ArrayList<>();

    /**
     * Whether the tenant took a version back. S3 tells times to the second: a version as old as its
     * marker counts as newer unless the marker is the last word, for a file read once too often is
     * mended more easily than a file lost.
     *
     * <p>The time of a version that was uploaded in parts is that of its upload's beginning: a
     * marker may look younger and lie below it. The current version is above them all. One that was
     * overwritten since stays exposed: if a marker was set while it was on its way, it counts as
     * withdrawn.
     */
    boolean isWithdrawn(ObjectVersion version) {
      if (Boolean.TRUE.equals(version.isLatest())) {
        return false;
      }
      return markers.stream()
          .anyMatch(
              marker ->
                  Boolean.TRUE.equals(marker.isLatest())
                      || version.lastModified().isBefore(marker.lastModified()));
    }
  }

  /** The oldest version of a name that is to be read, or is in hand or at rest already. */
  private Optional<InboxVersion> next(TenantId tenant, String key, Name name) {
    if (!isFile(tenant, key)) {
      return Optional.empty();
    }
    List<ObjectVersion> oldestFirst = new ArrayList<>(name.versions);
    Collections.reverse(oldestFirst);
    for (ObjectVersion candidate : oldestFirst) {
      InboxVersion version =
          new InboxVersion(
              tenant,
              key,
              candidate.versionId(),
              candidate.size(),
              toSecond(candidate.lastModified()));
      if (inHand.isLeftAlone(version)) {
        continue;
      }
      // What was begun before it was withdrawn is finished: half a file is stored by now.
      if (!inHand.isFree(version) || !name.isWithdrawn(candidate) || wasBegun(version)) {
        return Optional.of(version);
      }
    }
    return Optional.empty();
  }

  private boolean wasBegun(InboxVersion version) {
    boolean begun = isInLedger(version, version.fileId()) || wasAnnounced(version);
    if (!begun) {
      inHand.leaveAlone(version, LEFT_ALONE);
    }
    return begun;
  }

  /** What our API took in is read, even if withdrawn since: its row in the ledger must end. */
  private boolean wasAnnounced(InboxVersion version) {
    return uploadMarks
        .of(version)
        .flatMap(UploadMarks.Marks::fileId)
        .filter(fileId -> isInLedger(version, fileId))
        .isPresent();
  }

  private boolean isInLedger(InboxVersion version, FileId fileId) {
    return ledger
        .find(version.tenant(), fileId)
        .filter(entry -> entry.version().versionId().equals(version.versionId()))
        .isPresent();
  }

  /** S3 tells a time to the second; an emulator that tells more must not give another file id. */
  private static Instant toSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Folder markers are no files; names that an SFTP client uses while it uploads are not yet ones.
   */
  static boolean isFile(TenantId tenant, String key) {
    String name = key.substring(key.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return !name.isEmpty()
        && !name.startsWith(".")
        && WAITING_ENDINGS.stream().noneMatch(name::endsWith)
        && key.length() > tenant.prefix().length();
  }
}
