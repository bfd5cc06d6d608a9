package io.chartdrop.middletier.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

class DownloadTest {
  private final AtomicInteger aborted = new AtomicInteger();
  private final ByteArrayInputStream content = new ByteArrayInputStream(new byte[1000]);

  @Test
  void closedBeforeItsEnd_isBrokenOff_andTheRestIsNotRead() throws IOException {
    try (Download download = download()) {
      download.readNBytes(10);
    }
    assertThat(aborted).hasValue(1);
    assertThat(content.available()).isEqualTo(990);
  }

  @Test
  void readToItsEnd_leavesTheConnectionToTheNext() throws IOException {
    try (Download download = download()) {
      download.readAllBytes();
    }
    assertThat(aborted).hasValue(0);
  }

  private Download download() {
    return new Download(
        new ResponseInputStream<>(
            GetObjectResponse.builder().build(),
            AbortableInputStream.create(content, aborted::incrementAndGet)));
  }
}
