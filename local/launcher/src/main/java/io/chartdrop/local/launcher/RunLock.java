package io.chartdrop.local.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One run at a time in a checkout. The operating system drops the lock of a process that died, so a
 * lock file that was left behind locks nobody out.
 */
final class RunLock implements AutoCloseable {
  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws LaunchException naming the process that holds it
   */
  static RunLock take(Path file) {
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw new LaunchException(
            "Chartdrop runs here already (process %s): stop that one first, with Ctrl-C."
                .formatted(Files.readString(file).strip()));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
      return new RunLock(channel);
    } catch (IOException e) {
      throw new LaunchException("Cannot lock " + file + ": " + e.getMessage());
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this very process
    }
  }

  /** The file stays: were it deleted, a third run could lock a new one beside a second's. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // the end of the process drops it all the same
    }
  }
}
