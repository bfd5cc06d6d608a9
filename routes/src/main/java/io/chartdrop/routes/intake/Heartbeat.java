package io.chartdrop.routes.intake;

import io.chartdrop.records.file.ContentClaims;
import io.chartdrop.records.file.FileClaims;
import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.LeaseLostException;
import io.chartdrop.telemetry.FaultText;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Renews the claims of the attempts in hand and writes how far they are. A renewal that fails for
 * want of a store is left to the next one: the attempt's own clock ends it in time.
 */
@Component
class Heartbeat implements DisposableBean {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final FileClaims claims;
  private final ContentClaims contents;
  private final IntakeProperties properties;
  private final ScheduledExecutorService beats;

  /** Of its own: however much there is to say again, no renewal waits for it. */
  private final ScheduledExecutorService again;

  private final Map<Attempt, ScheduledFuture<?>> running = new ConcurrentHashMap<>();

  Heartbeat(FileClaims claims, ContentClaims contents, IntakeProperties properties) {
    this.claims = claims;
    this.contents = contents;
    this.properties = properties;
    this.beats = Executors.newScheduledThreadPool(4, new CustomizableThreadFactory("heartbeat-"));
    this.again = Executors.newScheduledThreadPool(2, new CustomizableThreadFactory("said-again-"));
  }

  void start(Attempt attempt) {
    long every = properties.heartbeat().toMillis();
    running.put(
        attempt,
        beats.scheduleWithFixedDelay(() -> beat(attempt), every, every, TimeUnit.MILLISECONDS));
  }

  /** Returns whether there was one to stop. */
  boolean stop(Attempt attempt) {
    ScheduledFuture<?> beat = running.remove(attempt);
    if (beat != null) {
      beat.cancel(false);
    }
    return beat != null;
  }

  /**
   * Does something now, and again with every beat until it could be done. It must be something that
   * only the owner of one claim may do, so that it is never too late to do it.
   */
  void repeatUntilDone(FileId file, Runnable work) {
    try {
      work.run();
    } catch (SdkException down) {
      try {
        again.schedule(
            () -> repeatUntilDone(file, work),
            properties.heartbeat().toMillis(),
            TimeUnit.MILLISECONDS);
        log.warn("file {}: to be said again: {}", file, FaultText.of(down));
      } catch (RejectedExecutionException ending) {
        log.warn("file {}: a lease is left to run out: {}", file, FaultText.of(down));
      }
    }
  }

  private void beat(Attempt attempt) {
    if (attempt.isOver()) {
      return;
    }
    long sentAt = System.nanoTime();
    Duration lease = properties.lease();
    try {
      claims.renew(attempt.claim(), attempt.progress(), lease);
      attempt.content().ifPresent(key -> contents.renew(key, attempt.claim(), lease));
      attempt.extend(sentAt, lease.minus(properties.leaseMargin()));
    } catch (LeaseLostException lost) {
      if (!attempt.isOver()) {
        log.warn("file {}: it is no longer held by this attempt", attempt.fileId());
      }
      attempt.end();
    } catch (RuntimeException | Error e) { // an escaped error would end the beats for good
      log.warn("file {}: its lease was not renewed: {}", attempt.fileId(), FaultText.of(e));
    }
  }

  /** What is to be said again is said once more, or the next worker waits for a lease to end. */
  @Override
  public void destroy() throws InterruptedException {
    beats.shutdownNow();
    again.shutdown();
    again.awaitTermination(
        properties.heartbeat().plus(LAST_WORDS).toMillis(), TimeUnit.MILLISECONDS);
    again.shutdownNow();
  }
}
