package io.chartdrop.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chartdrop.local.server.PortInUseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** What the product lives on: an object is a list of versions, and each call names one. */
class LocalS3IT {
  private static LocalS3 s3;
  private static S3Client client;

  private String key;

  @BeforeAll
  static void start() {
    s3 = LocalS3.start(0, Optional.empty(), List.of("inbox", "archive"));
    client = LocalS3.client(s3.endpoint());
  }

  @AfterAll
  static void stop() {
    client.close();
    s3.close();
  }

  @BeforeEach
  void nameTheKeyAfterTheTest(TestInfo test) {
    key = "riverside/" + test.getTestMethod().orElseThrow().getName() + ".csv";
  }

  @Test
  void keyPutTwice_listsBothVersions_newestFirst() {
    String monday = put("monday");
    String tuesday = put("tuesday");

    assertThat(versions()).extracting(ObjectVersion::versionId).containsExactly(tuesday, monday);
    assertThat(versions()).extracting(ObjectVersion::isLatest).containsExactly(true, false);
    assertThat(get(monday)).isEqualTo("monday");
    assertThat(get(tuesday)).isEqualTo("tuesday");
  }

  @Test
  void versionDeletedByItsId_leavesTheOther() {
    String monday = put("monday");
    String tuesday = put("tuesday");

    client.deleteObject(delete -> delete.bucket("inbox").key(key).versionId(tuesday));

    assertThat(versions()).extracting(ObjectVersion::versionId).containsExactly(monday);
    assertThat(client.getObjectAsBytes(get -> get.bucket("inbox").key(key)).asUtf8String())
        .isEqualTo("monday");
  }

  @Test
  void versionDeletedTwice_leavesTheOther() {
    // two workers delete the version that both found closed
    String monday = put("monday");
    String tuesday = put("tuesday");

    client.deleteObject(delete -> delete.bucket("inbox").key(key).versionId(monday));
    client.deleteObject(delete -> delete.bucket("inbox").key(key).versionId(monday));

    assertThat(versions()).extracting(ObjectVersion::versionId).containsExactly(tuesday);
  }

  @Test
  void deletedVersion_canNoLongerBeRead() {
    String monday = put("monday");
    put("tuesday");

    client.deleteObject(delete -> delete.bucket("inbox").key(key).versionId(monday));

    assertThatThrownBy(() -> get(monday)).isInstanceOf(NoSuchKeyException.class);
  }

  @Test
  void keyPutWhileItsOldVersionsAreDeleted_keepsTheNewOnes() throws Exception {
    // 100 times a version is put while the one before is deleted: each new one must be listed
    ExecutorService deleter = Executors.newSingleThreadExecutor();
    try {
      String before = put("version 0");
      for (int i = 1; i <= 100; i++) {
        String old = before;
        Future<?> deleted =
            deleter.submit(
                () ->
                    client.deleteObject(delete -> delete.bucket("inbox").key(key).versionId(old)));
        before = put("version " + i);
        deleted.get();
        assertThat(versions()).extracting(ObjectVersion::versionId).containsExactly(before);
      }
    } finally {
      deleter.shutdownNow();
    }
  }

  @Test
  void multipartUpload_outlivesTheVersionsBeforeIt() {
    String monday = put("monday");
    String upload =
        client.createMultipartUpload(create -> create.bucket("inbox").key(key)).uploadId();
    client.deleteObject(delete -> delete.bucket("inbox").key(key).versionId(monday));
    String part =
        client
            .uploadPart(
                put -> put.bucket("inbox").key(key).uploadId(upload).partNumber(1),
                RequestBody.fromString("tuesday"))
            .eTag();

    String tuesday =
        client
            .completeMultipartUpload(
                complete ->
                    complete
                        .bucket("inbox")
                        .key(key)
                        .uploadId(upload)
                        .multipartUpload(parts -> parts.parts(one -> one.partNumber(1).eTag(part))))
            .versionId();

    assertThat(get(tuesday)).isEqualTo("tuesday");
    assertThat(versions()).extracting(ObjectVersion::versionId).containsExactly(tuesday);
  }

  @Test
  void marker_isAsOldAsItsDelete_notAsTheVersionBelowIt() {
    put("monday");
    Instant uploaded = versions().get(0).lastModified();
    await().until(() -> Instant.now().isAfter(uploaded.plusMillis(50)));

    client.deleteObject(delete -> delete.bucket("inbox").key(key));

    assertThat(client.listObjectVersions(list -> list.bucket("inbox").prefix(key)).deleteMarkers())
        .singleElement()
        .extracting(DeleteMarkerEntry::lastModified)
        .satisfies(since -> assertThat(since).isAfter(uploaded.plusMillis(49)));
  }

  @Test
  void keyDeletedWithoutAVersion_getsAMarker_andKeepsItsVersions() {
    String monday = put("monday");

    client.deleteObject(delete -> delete.bucket("inbox").key(key));

    List<DeleteMarkerEntry> markers =
        client.listObjectVersions(list -> list.bucket("inbox").prefix(key)).deleteMarkers();
    assertThat(markers).extracting(DeleteMarkerEntry::isLatest).containsExactly(true);
    assertThat(versions()).extracting(ObjectVersion::versionId).containsExactly(monday);
    assertThatThrownBy(() -> client.getObjectAsBytes(get -> get.bucket("inbox").key(key)))
        .isInstanceOf(NoSuchKeyException.class);
    assertThat(get(monday)).isEqualTo("monday");
    assertThat(client.listObjectsV2(list -> list.bucket("inbox").prefix(key)).contents()).isEmpty();
  }

  @Test
  void keyPutOverItsMarker_isCurrentAgain() {
    put("monday");
    client.deleteObject(delete -> delete.bucket("inbox").key(key));
    String wednesday = put("wednesday");

    assertThat(versions())
        .hasSize(2)
        .first()
        .extracting(ObjectVersion::versionId)
        .isEqualTo(wednesday);
    assertThat(client.getObjectAsBytes(get -> get.bucket("inbox").key(key)).asUtf8String())
        .isEqualTo("wednesday");
  }

  @Test
  void moreVersionsThanAPageHolds_arePagedToTheEnd() {
    // one key with five versions and a marker · one with two versions · pages of two
    String prefix = key;
    Set<String> put = new HashSet<>();
    for (int day = 0; day < 5; day++) {
      put.add(put("day " + day));
    }
    client.deleteObject(delete -> delete.bucket("inbox").key(prefix));
    key = key + "-2";
    for (int day = 0; day < 2; day++) {
      put.add(put("day " + day));
    }

    var pages =
        client.listObjectVersionsPaginator(list -> list.bucket("inbox").prefix(prefix).maxKeys(2));

    assertThat(pages.versions().stream().map(ObjectVersion::versionId))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(put);
    assertThat(pages.deleteMarkers()).hasSize(1);
    assertThat(pages.stream()).hasSize(4);
  }

  @Test
  void nameWithSpacesAndSigns_isListedAsItWasPut() {
    key = "riverside/März & 2 + \u00fcber.csv";
    String version = put("content");

    assertThat(versions())
        .extracting(ObjectVersion::key, ObjectVersion::versionId)
        .containsExactly(tuple(key, version));
  }

  @Test
  void copyOfAnOldVersion_hasItsBytes_andTheMetadataThatReplacesIts() {
    String monday = put("monday");
    put("tuesday");

    client.copyObject(
        copy ->
            copy.sourceBucket("inbox")
                .sourceKey(key)
                .sourceVersionId(monday)
                .destinationBucket("archive")
                .destinationKey(key)
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("chartdrop-replay-of", "20260301T093000-abc")));

    assertThat(client.getObjectAsBytes(get -> get.bucket("archive").key(key)).asUtf8String())
        .isEqualTo("monday");
    assertThat(client.headObject(head -> head.bucket("archive").key(key)).metadata())
        .containsOnly(Map.entry("chartdrop-replay-of", "20260301T093000-abc"));
  }

  @Test
  void headOfAVersion_tellsItsMetadataAndSize() {
    String version =
        client
            .putObject(
                put -> put.bucket("inbox").key(key).metadata(Map.of("file-id", "x")),
                RequestBody.fromString("monday"))
            .versionId();

    HeadObjectResponse head = client.headObject(h -> h.bucket("inbox").key(key).versionId(version));

    assertThat(head.metadata()).containsEntry("file-id", "x");
    assertThat(head.contentLength()).isEqualTo(6);
    assertThat(head.versionId()).isEqualTo(version);
    assertThat(head.lastModified()).isNotNull();
  }

  @Test
  void rangeOfAVersion_isThatPartOnly() {
    String version = put("0123456789");

    assertThat(
            client
                .getObjectAsBytes(
                    get -> get.bucket("inbox").key(key).versionId(version).range("bytes=2-4"))
                .asUtf8String())
        .isEqualTo("234");
  }

  @Test
  void sevenMegabytes_comeBackByteForByte() {
    byte[] bytes = "0123456789abcdef".repeat(450_000).getBytes(StandardCharsets.US_ASCII);
    String version =
        client
            .putObject(put -> put.bucket("inbox").key(key), RequestBody.fromBytes(bytes))
            .versionId();

    assertThat(
            client
                .getObjectAsBytes(get -> get.bucket("inbox").key(key).versionId(version))
                .asByteArray())
        .isEqualTo(bytes);
  }

  @Test
  void process_listensOnLoopbackOnly_andOnOnePort() throws IOException {
    assumeTrue(ListeningPorts.known());
    // 127.0.0.1 as Linux writes it in IPv4, and mapped into IPv6.
    assertThat(ListeningPorts.ofThisProcess())
        .singleElement()
        .asString()
        .matches("(0100007F|0000000000000000FFFF00000100007F):[0-9A-F]{4}")
        .endsWith(":%04X".formatted(s3.endpoint().getPort()));
  }

  @Test
  void portTaken_isToldInOneSentence() {
    int port = s3.endpoint().getPort();

    assertThatThrownBy(() -> LocalS3.start(port, Optional.empty(), List.of()))
        .isInstanceOf(PortInUseException.class)
        .hasMessageContaining("Port " + port + " is already in use");
  }

  @Test
  void dataDirectory_keepsVersionsAcrossARestart(@TempDir Path data) {
    String monday;
    try (LocalS3 first = LocalS3.start(0, Optional.of(data.resolve("new")), List.of("kept"));
        S3Client its = LocalS3.client(first.endpoint())) {
      monday =
          its.putObject(put -> put.bucket("kept").key("a"), RequestBody.fromString("monday"))
              .versionId();
      its.putObject(put -> put.bucket("kept").key("a"), RequestBody.fromString("tuesday"));
    }
    try (LocalS3 second = LocalS3.start(0, Optional.of(data.resolve("new")), List.of("kept"));
        S3Client its = LocalS3.client(second.endpoint())) {
      assertThat(its.listObjectVersions(list -> list.bucket("kept")).versions()).hasSize(2);
      assertThat(
              its.getObjectAsBytes(get -> get.bucket("kept").key("a").versionId(monday))
                  .asUtf8String())
          .isEqualTo("monday");
    }
  }

  private String put(String content) {
    return client
        .putObject(put -> put.bucket("inbox").key(key), RequestBody.fromString(content))
        .versionId();
  }

  private String get(String version) {
    return client
        .getObjectAsBytes(get -> get.bucket("inbox").key(key).versionId(version))
        .asUtf8String();
  }

  private List<ObjectVersion> versions() {
    return client.listObjectVersions(list -> list.bucket("inbox").prefix(key)).versions();
  }
}
