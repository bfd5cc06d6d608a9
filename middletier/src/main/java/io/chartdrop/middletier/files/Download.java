package io.chartdrop.middletier.files;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/**
 * An object on its way to whoever asked for it. Where they have gone, closing breaks the connection
 * to S3 off; its own stream would read the rest of the object first.
 */
final class Download extends FilterInputStream {
  private final ResponseInputStream<?> object;
  private boolean isRead;

  Download(ResponseInputStream<?> object) {
    super(object);
    this.object = object;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    isRead |= read < 0;
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    isRead |= read < 0;
    return read;
  }

  @Override
  public void close() throws IOException {
    if (!isRead) {
      object.abort();
    }
    super.close();
  }
}
