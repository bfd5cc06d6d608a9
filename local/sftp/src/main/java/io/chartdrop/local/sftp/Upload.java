package io.chartdrop.local.sftp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A file on its way: staged on disk, stored in S3 when it is closed after the client {@linkplain
 * #complete() said so}, otherwise dropped. The staged copy is gone either way.
 */
final class Upload implements SeekableByteChannel {
  private final TenantFolder folder;
  private final List<String> path;
  private final Path staged;
  private final FileChannel channel;
  private boolean complete;
  private boolean damaged;

  Upload(TenantFolder folder, List<String> path, Path staging) throws IOException {
    this.folder = folder;
    this.path = path;
    this.staged = Files.createTempFile(staging, "upload-", "");
    this.channel = FileChannel.open(staged, StandardOpenOption.WRITE);
  }

  /** The client has closed the file, rather than lost its connection. */
  void complete() {
    complete = true;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    try {
      if (channel.position() > channel.size()) {
        throw new IOException("A file has to be written from its beginning, without a gap.");
      }
      return channel.write(source);
    } catch (IOException e) {
      // A client may close after a refused write as if nothing were: half a file is none.
      damaged = true;
      throw e;
    }
  }

  /**
   * @throws IOException where the file is not in S3 now, which the client has to hear
   */
  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
      if (complete && damaged) {
        throw new IOException("Nothing was stored, because a part of the file was refused.");
      }
      if (complete) {
        folder.put(path, staged);
      }
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public long position() throws IOException {
    return channel.position();
  }

  @Override
  public SeekableByteChannel position(long position) throws IOException {
    channel.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public SeekableByteChannel truncate(long size) throws IOException {
    channel.truncate(size);
    return this;
  }

  @Override
  public int read(ByteBuffer target) {
    throw new NonReadableChannelException();
  }
}
