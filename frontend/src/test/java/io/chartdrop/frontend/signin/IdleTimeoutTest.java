package io.chartdrop.frontend.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.frontend.page.Htmx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;

class IdleTimeoutTest {
  private final Ticking clock = new Ticking();
  private final IdleTimeout filter = new IdleTimeout(Duration.ofMinutes(15), clock);
  private final MockHttpSession session = new MockHttpSession();

  private void ask(boolean live) throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setSession(session);
    if (live) {
      request.addHeader(Htmx.LIVE_HEADER, "true");
    }
    filter.doFilter(request, new MockHttpServletResponse(), new MockFilterChain());
  }

  @Test
  void pageThatLooksByItself_doesNotKeepTheSession() throws Exception {
    ask(false);
    for (int minute = 1; minute <= 15; minute++) {
      clock.pass(Duration.ofMinutes(1));
      ask(true);
      assertThat(session.isInvalid()).as("after %d minutes", minute).isFalse();
    }
    clock.pass(Duration.ofSeconds(1));
    ask(true);
    assertThat(session.isInvalid()).isTrue();
  }

  @Test
  void whoeverDoesSomething_staysSignedIn() throws Exception {
    for (int i = 0; i < 5; i++) {
      ask(false);
      clock.pass(Duration.ofMinutes(14));
    }
    ask(false);
    assertThat(session.isInvalid()).isFalse();
  }

  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-03-02T14:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
