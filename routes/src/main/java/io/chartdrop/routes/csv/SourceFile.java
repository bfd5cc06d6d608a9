package io.chartdrop.routes.csv;

import io.chartdrop.records.Fence;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a file's bytes, decompressed, never more of them than a bound. */
final class SourceFile {
  private static final int BUFFER = 1 << 16;

  private SourceFile() {}

  /**
   * @param maxBytes after decompression
   * @param fence asked at each read from the disk
   * @throws TooLargeException from the stream, as soon as it has given out more than that
   */
  static InputStream open(Path file, boolean gzip, long maxBytes, Fence fence) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      InputStream bytes = gzip ? new WholeGzip(raw, file, fence) : raw;
      return new BufferedInputStream(new Bounded(bytes, maxBytes, fence), BUFFER);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * More bytes than a tenant's file may have. No {@link IOException}, which would be ours to mend:
   * these bytes have that size each time.
   */
  static final class TooLargeException extends IllegalStateException {
    private static final long serialVersionUID = 1;
  }

  private static final class Bounded extends FilterInputStream {
    private final Fence fence;
    private long left;

    Bounded(InputStream in, long maxBytes, Fence fence) {
      super(in);
      this.fence = fence;
      left = maxBytes;
    }

    @Override
    public int read() throws IOException {
      fence.check();
      int b = super.read();
      return b < 0 ? b : counted(1, b);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      fence.check();
      int read = super.read(target, offset, length);
      return read < 0 ? read : counted(read, read);
    }

    private int counted(int bytes, int result) {
      left -= bytes;
      if (left < 0) {
        throw new TooLargeException();
      }
      return result;
    }
  }
}
