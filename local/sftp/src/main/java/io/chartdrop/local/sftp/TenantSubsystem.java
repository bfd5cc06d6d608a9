package io.chartdrop.local.sftp;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpErrorStatusDataHandler;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemEnvironment;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.jspecify.annotations.Nullable;

/**
 * SFTP for one session. It knows what a channel cannot: whether a file is closed because the client
 * said so or because the connection is gone.
 */
final class TenantSubsystem extends SftpSubsystem {
  private TenantSubsystem(ChannelSession channel, SftpSubsystemFactory factory) {
    super(channel, factory);
  }

  @Override
  protected void doClose(int id, String handle) throws IOException {
    Handle closed = handles.get(handle);
    if (closed instanceof FileHandle file && file.getFileChannel() instanceof Upload upload) {
      upload.complete();
    }
    super.doClose(id, handle);
  }

  /** Makes the above. */
  static final class Factory extends SftpSubsystemFactory {
    Factory() {
      setFileSystemAccessor(new Accessor());
      setErrorStatusDataHandler(new Reasons());
    }

    @Override
    public Command createSubsystem(ChannelSession channel) {
      return new TenantSubsystem(channel, this);
    }
  }

  /** Tells the client why, where sshd would say "General failure". */
  private static final class Reasons implements SftpErrorStatusDataHandler {
    /** OpenSSH speaks version 3 and calls any status that is younger "Unknown". */
    @Override
    public int resolveSubStatus(
        SftpSubsystemEnvironment subsystem, int id, Throwable e, int command, Object... arguments) {
      int status =
          SftpErrorStatusDataHandler.super.resolveSubStatus(subsystem, id, e, command, arguments);
      return status > SftpConstants.SSH_FX_OP_UNSUPPORTED && subsystem.getVersion() <= 3
          ? SftpConstants.SSH_FX_FAILURE
          : status;
    }

    @Override
    public String resolveErrorMessage(
        SftpSubsystemEnvironment subsystem,
        int id,
        Throwable failure,
        int status,
        int command,
        Object... arguments) {
      String reason = failure instanceof IOException ? failure.getMessage() : null;
      return reason != null
          ? reason
          : SftpErrorStatusDataHandler.super.resolveErrorMessage(
              subsystem, id, failure, status, command, arguments);
    }
  }

  /** Through the file system's provider in all, where sshd would open files as the disk's. */
  private static final class Accessor implements SftpFileSystemAccessor {
    @Override
    public Path resolveLocalFilePath(
        SftpSubsystemProxy subsystem, Path root, @Nullable String remote) {
      return root.getFileSystem().getPath("/", remote == null ? "" : remote).normalize();
    }

    @Override
    public SeekableByteChannel openFile(
        SftpSubsystemProxy subsystem,
        @Nullable FileHandle fileHandle,
        Path file,
        @Nullable String handle,
        Set<? extends OpenOption> options,
        FileAttribute<?>... ignored)
        throws IOException {
      return Files.newByteChannel(file, options);
    }

    @Override
    public Map<String, ?> readFileAttributes(
        SftpSubsystemProxy subsystem, Path file, String view, LinkOption... options)
        throws IOException {
      return Files.readAttributes(file, view, options);
    }

    @Override
    public void setFileAttribute(
        SftpSubsystemProxy subsystem,
        Path file,
        String view,
        String attribute,
        @Nullable Object value,
        LinkOption... options)
        throws IOException {
      Files.setAttribute(file, attribute, value, options);
    }

    @Override
    public void renameFile(
        SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
        throws IOException {
      Files.move(from, to, options.toArray(CopyOption[]::new));
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path path, boolean isDirectory)
        throws IOException {
      Files.delete(path);
    }

    @Override
    public void createLink(
        SftpSubsystemProxy subsystem, Path link, Path existing, boolean symbolic) {
      throw new UnsupportedOperationException("There are no links here.");
    }

    @Override
    public String resolveLinkTarget(SftpSubsystemProxy subsystem, Path link) {
      throw new UnsupportedOperationException("There are no links here.");
    }
  }
}
