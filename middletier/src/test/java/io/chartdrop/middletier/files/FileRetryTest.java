package io.chartdrop.middletier.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.tenant.TenantId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** Not against the local S3: that one copies nothing where an object is copied onto itself. */
class FileRetryTest {
  private static final InboxVersion ARRIVED =
      new InboxVersion(
          new TenantId("riverside"),
          "riverside/1.csv",
          "v1",
          9,
          Instant.parse("2026-03-02T14:15:00Z"));

  @Test
  void fileKeptInTheInbox_isCopiedAsTheVersionThatArrived_forAnotherMayHaveItsNameNow() {
    assertThat(from(new StoredObject("inbox", "riverside/1.csv")).sourceVersionId())
        .isEqualTo("v1");
    assertThat(from(new StoredObject("errors", "riverside/1.csv")).sourceVersionId()).isNull();
  }

  private static CopyObjectRequest from(StoredObject original) {
    return FileRetry.from(original, ARRIVED, "inbox", CopyObjectRequest.builder()).build();
  }
}
