package io.chartdrop.routes.intake;

import io.chartdrop.records.Fence;
import io.chartdrop.records.file.Claim;
import io.chartdrop.records.file.ContentKey;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LeaseLostException;
import io.chartdrop.records.file.Progress;
import io.chartdrop.records.file.RowCounts;
import io.chartdrop.records.tenant.Tenant;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One attempt at reading a file, from its claim to its end. It is the {@link Fence} of all work on
 * the file: it stands while the lease does, by the machine's monotonic clock, with a margin.
 */
final class Attempt implements Fence {
  private final Claim claim;
  private final Shutdown shutdown;
  private final LongSupplier nanoTime;

  private volatile long aliveUntil;
  private volatile boolean over;
  private volatile boolean closed;
  private volatile boolean storing;
  private volatile RowCounts rows = RowCounts.NONE;
  private volatile Optional<String> sha256;
  private volatile Optional<ContentKey> content = Optional.empty();

  Attempt(Claim claim, Shutdown shutdown, LongSupplier nanoTime, long claimedAt, Duration alive) {
    this.claim = claim;
    this.shutdown = shutdown;
    this.nanoTime = nanoTime;
    this.sha256 = claim.sha256();
    extend(claimedAt, alive);
  }

  @Override
  public void check() {
    if (over) {
      shutdown.check();
      throw new LeaseLostException(claim.fileId());
    }
    checkLease();
  }

  /** The same, also of an attempt that is over. */
  void checkLease() {
    shutdown.check();
    if (!isWithinLease()) {
      throw new LeaseLostException(claim.fileId());
    }
  }

  /** Whether nobody else can have claimed the file yet, by this machine's monotonic clock. */
  boolean isWithinLease() {
    return nanoTime.getAsLong() - aliveUntil < 0;
  }

  /** The lease was renewed by a request sent at {@code sentAt} nanoseconds. */
  void extend(long sentAt, Duration alive) {
    aliveUntil = sentAt + alive.toNanos();
  }

  /** From here on {@link #check} throws: the file was closed, given back, or is another's. */
  void end() {
    over = true;
  }

  /** The file has its final status. */
  void closed() {
    closed = true;
    over = true;
  }

  boolean isClosed() {
    return closed;
  }

  boolean isOver() {
    return over;
  }

  Claim claim() {
    return claim;
  }

  FileId fileId() {
    return claim.fileId();
  }

  InboxVersion version() {
    return claim.version();
  }

  Tenant tenant() {
    return claim.settings();
  }

  /** How the rows fared that are stored or rejected by now. */
  RowCounts rows() {
    return rows;
  }

  /** The same, or what an earlier attempt got to while this one has not begun to store. */
  RowCounts lastKnownRows() {
    return rows.read() == 0 ? claim.rows() : rows;
  }

  /** How far the file's reading is, by this attempt or an earlier one. */
  Progress progress() {
    return new Progress(lastKnownRows(), storing || claim.begun(), sha256);
  }

  /** From here on rows may be stored that {@link #rows} does not know of. */
  void beginStoring() {
    storing = true;
  }

  /**
   * Whether an earlier attempt stored rows of this file, or died before it could say so, so that it
   * is no mere duplicate.
   */
  boolean wasBegun() {
    return claim.begun() || claim.attempts() > 1;
  }

  void add(RowCounts more) {
    rows = rows.plus(more);
  }

  Optional<String> sha256() {
    return sha256;
  }

  void hashed(String sha256) {
    this.sha256 = Optional.of(sha256);
  }

  /** The key of the bytes, whether or not they are claimed. */
  ContentKey contentKey() {
    return claim.contentKey(sha256.orElseThrow());
  }

  /** The bytes, once this attempt holds the claim on them. */
  Optional<ContentKey> content() {
    return content;
  }

  void holdContent() {
    content = Optional.of(contentKey());
  }

  /** A name for this attempt's files on disk and in the error bucket. */
  String label() {
    return fileId() + "-" + claim.owner();
  }
}
