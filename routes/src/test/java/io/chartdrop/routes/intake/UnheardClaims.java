package io.chartdrop.routes.intake;

import io.chartdrop.records.file.Claim;
import io.chartdrop.records.file.ClaimRequest;
import io.chartdrop.records.file.ClaimVerdict;
import io.chartdrop.records.file.Closing;
import io.chartdrop.records.file.FileClaims;
import io.chartdrop.records.file.Progress;
import java.time.Duration;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** What is claimed and closed takes effect, but the first answers are lost. */
class UnheardClaims implements FileClaims {
  private final FileClaims claims;
  private int lost;

  UnheardClaims(FileClaims claims, int lost) {
    this.claims = claims;
    this.lost = lost;
  }

  private void answer() {
    if (lost > 0) {
      lost--;
      throw ApiCallTimeoutException.create(12_000);
    }
  }

  @Override
  public ClaimVerdict claim(ClaimRequest request) {
    ClaimVerdict verdict = claims.claim(request);
    answer();
    return verdict;
  }

  @Override
  public void takeBack(ClaimRequest request) {
    claims.takeBack(request);
    answer();
  }

  @Override
  public void renew(Claim claim, Progress progress, Duration lease) {
    claims.renew(claim, progress, lease);
  }

  @Override
  public void release(Claim claim, Progress progress, boolean countAttempt, Duration rest) {
    claims.release(claim, progress, countAttempt, rest);
  }

  @Override
  public void close(Claim claim, Closing closing) {
    claims.close(claim, closing);
    answer();
  }
}
