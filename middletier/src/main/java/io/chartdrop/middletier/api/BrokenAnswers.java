package io.chartdrop.middletier.api;

import io.chartdrop.telemetry.FaultText;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Breaks the connection off where an answer was begun and its source failed. Camel swallows that
 * and ends the answer in order: a file that was cut off would look whole, or its reader would wait.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
class BrokenAnswers extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(BrokenAnswers.class);
  private static final String FAULT = BrokenAnswers.class.getName();

  /** The same body; what goes wrong with it is told here. */
  static InputStream watched(HttpServletRequest request, InputStream body) {
    return new Watched(request, body);
  }

  static boolean isBroken(HttpServletRequest request) {
    return request.getAttribute(FAULT) != null;
  }

  /** Answers are written beside the container's thread; it comes back here at their end. */
  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    if (!isAsyncStarted(request) && request.getAttribute(FAULT) instanceof IOException fault) {
      throw fault; // the container closes the connection
    }
  }

  private static final class Watched extends FilterInputStream {
    private final HttpServletRequest request;

    Watched(HttpServletRequest request, InputStream body) {
      super(body);
      this.request = request;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return super.read(buffer, offset, length);
      } catch (IOException | RuntimeException e) {
        log.error("An answer breaks off: {}", FaultText.of(e));
        request.setAttribute(FAULT, new IOException("The answer's source failed"));
        throw e;
      }
    }
  }
}
