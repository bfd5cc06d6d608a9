package io.chartdrop.routes.csv;

import io.chartdrop.records.Fence;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * All members of a gzip file. Java's own reader takes whatever does not begin a member for the
 * file's end and drops it in silence: here only zeros may follow the last one, as tools pad with.
 */
final class WholeGzip extends GZIPInputStream {
  private static final int BUFFER = 1 << 16;

  /** What follows a member's data: its checksum and its length, in bytes (RFC 1952). */
  private static final int TRAILER = 8;

  private final Counted raw;
  private final Path file;
  private final Fence fence;
  private long filledTo;
  private boolean ended;

  WholeGzip(InputStream raw, Path file, Fence fence) throws IOException {
    this(new Counted(raw), file, fence);
  }

  private WholeGzip(Counted raw, Path file, Fence fence) throws IOException {
    super(raw, BUFFER);
    this.raw = raw;
    this.file = file;
    this.fence = fence;
  }

  @Override
  protected void fill() throws IOException {
    super.fill();
    filledTo = raw.count;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int read = super.read(target, offset, length);
    if (read < 0 && !ended) {
      ended = true;
      checkRest(filledTo - inf.getRemaining() + TRAILER);
    }
    return read;
  }

  /** From the file: the reader has looked at some of it by now, and does not say at how much. */
  private void checkRest(long lastMembersEnd) throws IOException {
    try (InputStream rest = Files.newInputStream(file)) {
      rest.skipNBytes(lastMembersEnd);
      byte[] bytes = new byte[BUFFER];
      for (int read = rest.read(bytes); read >= 0; read = rest.read(bytes)) {
        fence.check();
        for (int i = 0; i < read; i++) {
          if (bytes[i] != 0) {
            throw new ZipException("What follows the last member is none");
          }
        }
      }
    }
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = super.read();
      count += b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
