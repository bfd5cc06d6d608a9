package io.chartdrop.local.sftp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.List;

/** One version of an object, read as it streams in; a jump begins a new request. */
final class Download implements SeekableByteChannel {
  private final TenantFolder folder;
  private final List<String> path;
  private final Entry file;
  private InputStream stream = InputStream.nullInputStream();
  private long streamAt = -1;
  private long position;
  private boolean open = true;

  Download(TenantFolder folder, List<String> path, Entry file) {
    this.folder = folder;
    this.path = path;
    this.file = file;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (position >= file.size()) {
      return -1;
    }
    if (streamAt != position) {
      stream.close();
      stream = folder.get(path, file, position);
      streamAt = position;
    }
    byte[] chunk = new byte[target.remaining()];
    int read = stream.readNBytes(chunk, 0, chunk.length);
    target.put(chunk, 0, read);
    position += read;
    streamAt = position;
    return read == 0 ? -1 : read;
  }

  @Override
  public void close() throws IOException {
    open = false;
    stream.close();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }
}
