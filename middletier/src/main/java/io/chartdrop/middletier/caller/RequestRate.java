package io.chartdrop.middletier.caller;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.chartdrop.middletier.ApiProperties;
import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import io.chartdrop.middletier.contract.RefusedException;
import io.chartdrop.records.tenant.TenantId;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How often one tenant may ask this instance; one clinic's loop must not slow the others. */
@Component
class RequestRate {
  private final LoadingCache<TenantId, Bucket> buckets;

  RequestRate(ApiProperties properties) {
    buckets =
        Caffeine.newBuilder()
            .expireAfterAccess(Duration.ofMinutes(10)) // by then it is full, as a new one is
            .build(
                tenant ->
                    Bucket.builder()
                        .addLimit(
                            limit ->
                                limit
                                    .capacity(properties.burst())
                                    .refillGreedy(
                                        properties.requestsPerSecond(), Duration.ofSeconds(1)))
                        .build());
  }

  /**
   * @throws RefusedException with the time to wait
   */
  void check(TenantId tenant) {
    ConsumptionProbe probe = buckets.get(tenant).tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(probe.getNanosToWaitForRefill()) + 1;
      throw new RefusedException(
          Problem.of(
                  ProblemType.TOO_MANY_REQUESTS,
                  "The clinic asks too often: wait for the seconds in Retry-After, then ask again.")
              .retryAfter(seconds));
    }
  }
}
