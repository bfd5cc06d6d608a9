package io.chartdrop.routes.intake;

import io.chartdrop.records.Sha256;
import io.chartdrop.routes.intake.SpoolBudget.DiskFullException;
import io.chartdrop.telemetry.FaultText;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The files in hand on this worker's disk, hashed as they come, all together within a byte budget.
 * Each process has a folder of its own; those of processes that died are removed at the next start.
 */
@Component
class Spool implements DisposableBean {
  private static final int BUFFER = 1 << 16;
  private static final String LOCK = "lock";

  /** With less than this left, a write that failed failed for want of room. */
  private static final long HARDLY_ANY = 1 << 20;

  private static final Logger log = LoggerFactory.getLogger(Spool.class);

  private final Path folder;
  private final FileChannel lockFile;
  private final SpoolBudget budget;
  private volatile boolean diskIsFull;

  Spool(IntakeProperties properties) throws IOException {
    Path spool = Files.createDirectories(properties.spool(), ownerOnly(properties.spool()));
    synchronized (Spool.class) { // a lock is a process's, not a thread's
      try (FileChannel all = openLock(spool);
          FileLock oneAtATime = all.lock()) { // else one could remove what another just made
        removeAbandoned(spool);
        Path own = spool.resolve("routes-" + UUID.randomUUID());
        folder = Files.createDirectory(own, ownerOnly(spool));
        lockFile = openLock(folder);
        if (lockFile.tryLock() == null) {
          throw new IOException("The spool's own folder is locked");
        }
      }
    }
    budget = new SpoolBudget(properties.spoolBudget().toBytes(), this::freeOnDisk);
    if (freeOnDisk() < properties.spoolBudget().toBytes()) {
      log.warn(
          "The spool's disk has {} MB left, less than intake.spool-budget: larger files will wait",
          freeOnDisk() >> 20);
    }
  }

  private static FileChannel openLock(Path folder) throws IOException {
    return FileChannel.open(
        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private long freeOnDisk() {
    return folder.toFile().getUsableSpace();
  }

  /**
   * Patients' rows lie there: nobody else on the machine reads them, where it knows such a thing.
   */
  private static FileAttribute<?>[] ownerOnly(Path place) {
    return place.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void removeAbandoned(Path spool) throws IOException {
    try (Stream<Path> folders = Files.list(spool)) {
      for (Path folder : folders.filter(f -> Files.exists(f.resolve(LOCK))).toList()) {
        try (FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock()) {
          if (lock != null) {
            FileSystemUtils.deleteRecursively(folder);
          }
        } catch (OverlappingFileLockException | NoSuchFileException e) {
          continue; // of this very process, as in tests; or its own process removes it just now
        }
      }
    }
  }

  /** This process's own folder. */
  Path folder() {
    return folder;
  }

  /** Where the attempt's file lies, or will. */
  Path fileOf(Attempt attempt) {
    return folder.resolve(attempt.label() + ".csv");
  }

  /** Where the attempt's rejects lie, if it has any. */
  Path rejectsOf(Attempt attempt) {
    return folder.resolve(attempt.label() + ".rejects.csv");
  }

  /**
   * Waits until the attempt's file fits in.
   *
   * @throws IOException if it never will before somebody makes room on the disk
   */
  void reserve(Attempt attempt) throws InterruptedException, IOException {
    long bytes = attempt.version().bytes();
    try {
      budget.take(attempt, bytes, () -> sizeOf(rejectsOf(attempt)), attempt);
      diskIsFull = false;
    } catch (DiskFullException full) {
      tellFull(attempt);
      throw full;
    }
  }

  private void tellFull(Attempt attempt) {
    diskIsFull = true;
    log.error(
        "file {}: the spool's disk is full: {} bytes are left, and files wait for more",
        attempt.fileId(),
        freeOnDisk());
  }

  /**
   * Whether an attempt failed because the disk is full, and tells so: how large its rejects become
   * is known only when they are written, and others may write there too.
   */
  boolean hadNoRoom(Attempt attempt, Throwable fault) {
    if (FaultText.causes(fault).anyMatch(DiskFullException.class::isInstance)) {
      return true; // told already
    }
    boolean full =
        FaultText.causes(fault).anyMatch(IOException.class::isInstance)
            && FaultText.causes(fault).noneMatch(SdkException.class::isInstance)
            && freeOnDisk() < HARDLY_ANY;
    if (full) {
      tellFull(attempt);
    }
    return full;
  }

  /** Whether the last file that wanted room on the disk found none. */
  boolean isDiskFull() {
    return diskIsFull;
  }

  private static long sizeOf(Path file) {
    return file.toFile().length(); // 0 where there is none
  }

  /**
   * Writes the object to disk and gives the attempt its hash.
   *
   * @throws IOException if the stream was cut off
   * @throws IllegalStateException if it gave other bytes than were listed, or seen before
   */
  void save(Attempt attempt, ResponseInputStream<GetObjectResponse> object) throws IOException {
    MessageDigest sha = Sha256.digest();
    long total = 0;
    boolean whole = false;
    try (InputStream in = object;
        OutputStream out = Files.newOutputStream(fileOf(attempt))) {
      try {
        byte[] buffer = new byte[BUFFER];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          attempt.check();
          sha.update(buffer, 0, n);
          out.write(buffer, 0, n);
          total += n;
        }
        whole = true;
      } finally {
        if (!whole) {
          object.abort(); // closing would read the rest of the object first
        }
      }
    }
    if (total != attempt.version().bytes()) {
      throw new IllegalStateException("The object is not as long as it was listed");
    }
    String hex = HexFormat.of().formatHex(sha.digest());
    if (attempt.sha256().filter(before -> !before.equals(hex)).isPresent()) {
      throw new IllegalStateException("The object has other bytes than before");
    }
    attempt.hashed(hex);
  }

  boolean holds(Attempt attempt) {
    return Files.exists(fileOf(attempt));
  }

  /** Removes what the attempt left on disk; harmless where there is nothing. */
  void clear(Attempt attempt) {
    try {
      Files.deleteIfExists(fileOf(attempt));
      Files.deleteIfExists(rejectsOf(attempt));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      budget.free(attempt);
    }
  }

  @Override
  public void destroy() throws IOException {
    lockFile.close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
