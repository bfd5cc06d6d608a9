package io.chartdrop.routes.intake;

import io.chartdrop.records.file.ClaimRequest;
import io.chartdrop.records.file.ClaimVerdict;
import io.chartdrop.records.file.ClaimVerdict.Closed;
import io.chartdrop.records.file.ClaimVerdict.Granted;
import io.chartdrop.records.file.ClaimVerdict.Held;
import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.FileClaims;
import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.file.LeaseLostException;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.telemetry.FaultText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/** How a worker takes a version for itself, and how it gives it back. */
@Component
class Claiming {
  private static final Logger log = LoggerFactory.getLogger(Claiming.class);

  /** Another's claim may end, or its lease run out, long before the lease says: look again soon. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);

  /** Until a closed file that stays in the inbox is asked for again: what came after it is read. */
  private static final Duration KEPT_IN_PLACE = Duration.ofMinutes(10);

  private final UploadMarks uploadMarks;
  private final FileClaims claims;
  private final ContentClaims contents;
  private final FilesInHand inHand;
  private final Heartbeat heartbeat;
  private final Quarantine quarantine;
  private final Rests rests;
  private final Shutdown shutdown;
  private final InboxWatch watch;
  private final IntakeMeters meters;
  private final IntakeProperties properties;
  private final Clock clock;

  Claiming(
      UploadMarks uploadMarks,
      FileClaims claims,
      ContentClaims contents,
      FilesInHand inHand,
      Heartbeat heartbeat,
      Quarantine quarantine,
      Rests rests,
      Shutdown shutdown,
      InboxWatch watch,
      IntakeMeters meters,
      IntakeProperties properties,
      Clock clock) {
    this.uploadMarks = uploadMarks;
    this.claims = claims;
    this.contents = contents;
    this.inHand = inHand;
    this.heartbeat = heartbeat;
    this.quarantine = quarantine;
    this.rests = rests;
    this.shutdown = shutdown;
    this.watch = watch;
    this.meters = meters;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Claims the version.
   *
   * @return an {@link Attempt} if it is ours now; the {@link InboxVersion} if the file is closed,
   *     so that only its version is left to delete; otherwise {@link Optional#empty()}: leave it
   *     alone
   */
  Object claim(Received received) {
    shutdown.check();
    InboxVersion version = received.version();
    Optional<Tenant> tenant = received.tenant().filter(Tenant::enabled);
    if (tenant.isEmpty()) {
      return Optional.empty();
    }
    Optional<UploadMarks.Marks> marks = uploadMarks.of(version);
    if (marks.isEmpty()) {
      return Optional.empty();
    }
    long sentAt = System.nanoTime();
    ClaimVerdict verdict =
        claim(
            new ClaimRequest(
                version,
                marks.get().fileId(),
                marks.get().replayOf(),
                tenant.get(),
                properties.lease()));
    if (verdict instanceof Granted granted) {
      Duration alive = properties.lease().minus(properties.leaseMargin());
      Attempt attempt = new Attempt(granted.claim(), shutdown, System::nanoTime, sentAt, alive);
      heartbeat.start(attempt);
      inHand.begin(version);
      watch.taken(version);
      meters.claimed(attempt);
      return attempt;
    }
    if (verdict instanceof Held held) {
      Instant soon = clock.instant().plus(LOOK_AGAIN);
      Instant until = held.until().isBefore(soon) ? held.until() : soon;
      if (held.beingRead()) {
        inHand.restWhileReadElsewhere(version, until);
        watch.taken(version);
      } else {
        inHand.rest(version, until);
      }
      return Optional.empty();
    }
    watch.taken(version);
    LedgerEntry closed = ((Closed) verdict).entry();
    if (closed.original().isEmpty()) {
      log.error("file {}: closed, but nobody copied it: its version stays", closed.fileId());
    }
    if (isAllThereIs(closed)) {
      inHand.leaveAlone(version, KEPT_IN_PLACE);
      return Optional.empty();
    }
    return closed.version();
  }

  /** A claim that took effect unheard would hold the file for a lease, and count as an attempt. */
  private ClaimVerdict claim(ClaimRequest request) {
    try {
      return claims.claim(request);
    } catch (SdkException fault) {
      InboxVersion version = request.version();
      inHand.rest(version, clock.instant().plus(rests.afterOutage(version)));
      if (FileClosings.isNoAnswer(fault)) {
        heartbeat.repeatUntilDone(version.fileId(), () -> claims.takeBack(request));
      } else {
        takeBackOnce(request, fault);
      }
      throw fault;
    }
  }

  /** It was refused, but one of the SDK's tries before that may have been heard. */
  private void takeBackOnce(ClaimRequest request, SdkException refusal) {
    try {
      claims.takeBack(request);
    } catch (SdkException again) {
      refusal.addSuppressed(again);
    }
  }

  /**
   * Whether its version must stay: it could not be copied away, or was called gone where a wrong
   * bucket was looked into.
   */
  private boolean isAllThereIs(LedgerEntry closed) {
    return closed.original().map(at -> at.bucket().equals(properties.inbox())).orElse(true);
  }

  /** Whether even giving it up failed, and not because a store was down. */
  boolean isBeyondHelp(Attempt attempt) {
    return attempt.claim().attempts() > properties.maxAttempts() + 1;
  }

  boolean isExhausted(Attempt attempt) {
    return attempt.claim().attempts() > properties.maxAttempts();
  }

  /** Whether others have to be done with before this file may be read. */
  boolean mustWait(Attempt attempt) {
    return !quarantine.admits(attempt);
  }

  /** Another file comes first: go back, and see later what became of it. */
  void postpone(Attempt attempt) {
    giveBack(attempt, false, LOOK_AGAIN);
  }

  /** The attempt failed through our fault: the file goes back, and is tried again after a rest. */
  void fail(Attempt attempt, Throwable fault) {
    giveBack(attempt, fault, isOutage(attempt, fault));
  }

  /** The disk had no room for what the attempt writes: the file goes back, however often. */
  void waitForRoom(Attempt attempt, Throwable fault) {
    giveBack(attempt, fault, true);
  }

  private void giveBack(Attempt attempt, Throwable fault, boolean outage) {
    if (attempt.isClosed()) {
      log.warn("file {}: after its end: {}", attempt.fileId(), FaultText.of(fault));
      return;
    }
    log.warn(
        "file {}: attempt {} {}: {}",
        attempt.fileId(),
        attempt.claim().attempts(),
        outage ? "given back" : "failed",
        FaultText.of(fault));
    giveBack(attempt, !outage, restAfter(attempt, fault, outage));
  }

  /**
   * A lease that is lost may only have run out by our own clock: if so, the file can go back. What
   * a store answered is never the file's own doing: one bucket or key may fail while others work.
   */
  private boolean isOutage(Attempt attempt, Throwable fault) {
    boolean outage = Faults.isOutage(fault) || Faults.isLost(fault);
    boolean mayBeTheFiles = !Faults.isStopping(fault) && !Faults.isAnswer(fault);
    return outage && !(mayBeTheFiles && rests.isTheFilesOwn(attempt.version()));
  }

  private Duration restAfter(Attempt attempt, Throwable fault, boolean outage) {
    if (Faults.isStopping(fault)) {
      return Duration.ZERO;
    }
    return outage
        ? rests.afterOutage(attempt.version())
        : rests.afterFailure(attempt.claim().attempts());
  }

  /**
   * Gives the file back. While the store is down it cannot be told: then it is told later, for as
   * long as the lease may last, or the attempt would count though the file did nothing wrong.
   */
  private void giveBack(Attempt attempt, boolean countAttempt, Duration rest) {
    end(attempt);
    meters.ended(
        attempt,
        countAttempt ? IntakeMeters.AttemptOutcome.FAILED : IntakeMeters.AttemptOutcome.GIVEN_BACK);
    inHand.rest(attempt.version(), clock.instant().plus(rest));
    watch.givenBack(attempt.version());
    heartbeat.repeatUntilDone(attempt.fileId(), () -> release(attempt, countAttempt, rest));
  }

  private void release(Attempt attempt, boolean countAttempt, Duration rest) {
    try {
      attempt.content().ifPresent(key -> contents.remove(key, attempt.claim()));
      claims.release(attempt.claim(), attempt.progress(), countAttempt, rest);
    } catch (LeaseLostException lost) {
      log.warn("file {}: it is no longer held by this attempt", attempt.fileId());
    }
  }

  /** Ends the attempt before what it ends with is written, so that no heartbeat comes after it. */
  void end(Attempt attempt) {
    attempt.end();
    boolean first = heartbeat.stop(attempt);
    quarantine.leave(attempt);
    if (first && attempt.isClosed()) {
      rests.closed(attempt.version());
    }
  }
}
