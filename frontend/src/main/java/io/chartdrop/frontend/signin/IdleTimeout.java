package io.chartdrop.frontend.signin;

import io.chartdrop.frontend.page.Htmx;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session in which nobody has done anything. The container counts every request; a page that
 * keeps itself up to date would never end.
 */
final class IdleTimeout extends OncePerRequestFilter {
  private static final String LAST_SEEN = IdleTimeout.class.getName() + ".lastSeen";

  private final Duration idle;
  private final Clock clock;

  IdleTimeout(Duration idle, Clock clock) {
    this.idle = idle;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    HttpSession session = request.getSession(false);
    if (session != null) {
      Instant now = clock.instant();
      boolean live = Htmx.isLive(request);
      if (session.getAttribute(LAST_SEEN) instanceof Instant seen
          && seen.plus(idle).isBefore(now)) {
        session.invalidate();
      } else if (!live || session.getAttribute(LAST_SEEN) == null) {
        session.setAttribute(LAST_SEEN, now);
      }
    }
    chain.doFilter(request, response);
  }
}
