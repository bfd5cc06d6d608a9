package io.chartdrop.records.file;

import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * Two files of one tenant that close at one moment meet at the day's summary; DynamoDB cancels one
 * and the SDK does not try it again. Full jitter parts them.
 */
public final class DynamoDbConflicts {
  private static final Set<String> PASSING =
      Set.of("TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded");

  private static final int TRIES = 12;
  private static final long FIRST_MILLIS = 20;
  private static final long LONGEST_MILLIS = 2_000;

  void run(Runnable transaction) {
    for (int attempt = 1; ; attempt++) {
      try {
        transaction.run();
        return;
      } catch (TransactionCanceledException cancelled) {
        if (attempt == TRIES || !isPassing(cancelled)) {
          throw cancelled;
        }
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << attempt);
        long wait = ThreadLocalRandom.current().nextLong(longest);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
      }
    }
  }

  /** Whether a transaction was cancelled for what passes by itself: throttling, or a conflict. */
  public static boolean isPassing(AwsServiceException fault) {
    return fault instanceof TransactionCanceledException cancelled
        && cancelled.cancellationReasons().stream()
            .anyMatch(reason -> PASSING.contains(reason.code()))
        && cancelled.cancellationReasons().stream()
            .noneMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
  }
}
