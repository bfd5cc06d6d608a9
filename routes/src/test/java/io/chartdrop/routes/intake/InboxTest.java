package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.InMemoryFiles;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.tenant.TenantId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** What of an inbox's versions and delete markers is to be read. */
class InboxTest {
  private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
  private static final TenantId RIVERSIDE = new TenantId("riverside");
  private static final String DAILY = RIVERSIDE.prefix() + "daily.csv";

  private final Clock clock = Clock.fixed(TEN.plusSeconds(600), ZoneOffset.UTC);
  private final Listing listing = new Listing();
  private final Inbox inbox = inbox();

  private Inbox inbox() {
    IntakeProperties properties =
        new Binder(new MapConfigurationPropertySource(Map.of("intake.inbox", "inbox")))
            .bind("intake", IntakeProperties.class)
            .get();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    return new Inbox(
        listing,
        new InMemoryFiles(clock),
        new UploadMarks(listing, properties),
        new FilesInHand(clock),
        new InboxWatch(meters, clock),
        new IntakeMeters(meters, clock),
        properties);
  }

  /** S3 as far as an inbox asks: a list of one page or two, newest first. */
  private static final class Listing extends ObjectsWithoutMarks {
    private final ListObjectVersionsResponse.Builder first =
        ListObjectVersionsResponse.builder().isTruncated(true);
    private final ListObjectVersionsResponse.Builder page =
        ListObjectVersionsResponse.builder().isTruncated(false);
    private String cutAt;

    /** A page before the other, that ends within the versions of this key. */
    private ListObjectVersionsResponse.Builder firstCutAt(String key) {
      cutAt = key;
      return first.nextKeyMarker(key).nextVersionIdMarker("marker");
    }

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
      return cutAt == null || cutAt.equals(request.keyMarker()) ? page.build() : first.build();
    }
  }

  @Test
  void currentVersion_isRead_thoughItsUploadBeganBeforeTheMarkerBelowIt() {
    // an upload in parts begins at 10:00 · the file before it is withdrawn at 10:01 · the upload
    // ends at 10:03, and S3 says of it 10:00
    listing
        .page
        .versions(
            v -> v.key(DAILY).versionId("in-parts").size(9L).lastModified(TEN).isLatest(true),
            v ->
                v.key(DAILY)
                    .versionId("before")
                    .size(9L)
                    .lastModified(TEN.minusSeconds(60))
                    .isLatest(false))
        .deleteMarkers(m -> m.key(DAILY).lastModified(TEN.plusSeconds(60)).isLatest(false));

    assertThat(inbox.takeUnread(RIVERSIDE))
        .extracting(InboxVersion::versionId)
        .containsExactly("in-parts");
  }

  @Test
  void currentMarker_withdrawsWhatIsBelow() {
    listing
        .page
        .versions(v -> v.key(DAILY).versionId("before").size(9L).lastModified(TEN).isLatest(false))
        .deleteMarkers(m -> m.key(DAILY).lastModified(TEN).isLatest(true));

    assertThat(inbox.takeUnread(RIVERSIDE)).isEmpty();
  }

  @Test
  void versionsOfOneName_onTwoPages_countTogether() {
    // the page ends between the newer version of a name and the older, which comes first
    listing
        .firstCutAt(DAILY)
        .versions(v -> v.key(DAILY).versionId("newer").size(9L).lastModified(TEN).isLatest(true));
    listing.page.versions(
        v ->
            v.key(DAILY)
                .versionId("older")
                .size(9L)
                .lastModified(TEN.minusSeconds(60))
                .isLatest(false));

    assertThat(inbox.takeUnread(RIVERSIDE))
        .extracting(InboxVersion::versionId)
        .containsExactly("older");
  }

  @Test
  void markerOnThePageBefore_withdrawsWhatIsBelow() {
    listing.firstCutAt(DAILY).deleteMarkers(m -> m.key(DAILY).lastModified(TEN).isLatest(true));
    listing.page.versions(
        v ->
            v.key(DAILY)
                .versionId("withdrawn")
                .size(9L)
                .lastModified(TEN.minusSeconds(60))
                .isLatest(false));

    assertThat(inbox.takeUnread(RIVERSIDE)).isEmpty();
  }
}
