package io.chartdrop.frontend.page;

import io.chartdrop.frontend.api.ApiClient;
import io.chartdrop.frontend.api.Summary;
import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.springframework.stereotype.Component;

/**
 * The clinic's time, which files do not say; remembered for a while, for it hardly ever changes.
 */
@Component
public class ClinicTimes {
  private static final String REMEMBERED = ClinicTimes.class.getName();
  private static final Duration AGE = Duration.ofMinutes(10);

  private final ApiClient api;
  private final Clock clock;

  ClinicTimes(ApiClient api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  private record Remembered(ZoneId zone, Instant at) {}

  public ClinicTime of(HttpSession session) {
    Instant now = clock.instant();
    if (session.getAttribute(REMEMBERED) instanceof Remembered known
        && known.at().plus(AGE).isAfter(now)) {
      return new ClinicTime(known.zone());
    }
    return remember(session, api.summary(1));
  }

  /** Takes it from a summary that was asked for anyway. */
  public ClinicTime remember(HttpSession session, Summary summary) {
    ZoneId zone = ZoneId.of(summary.timeZone());
    session.setAttribute(REMEMBERED, new Remembered(zone, clock.instant()));
    return new ClinicTime(zone);
  }
}
