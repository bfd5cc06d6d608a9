package io.chartdrop.middletier.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.chartdrop.middletier.call.Answer;
import io.chartdrop.middletier.caller.OperationAccess;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The outermost filter: every request ends here, answered, logged by the name of its operation
 * (never its path or query, which may hold a patient's number), and counted.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RequestLog extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger("io.chartdrop.access");
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
  private static final String NONE = "none";

  /** They take as long as the caller's line: that says nothing of us. */
  private static final Set<String> TIMED_BY_THE_CALLER =
      Set.of(ApiRoutes.UPLOAD_FILE, ApiRoutes.DOWNLOAD_REJECTS);

  private final ObjectMapper json;
  private final MeterRegistry meters;

  RequestLog(ObjectMapper json, MeterRegistry meters) {
    this.json = json;
    this.meters = meters;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    long start = System.nanoTime();
    try {
      chain.doFilter(request, response);
    } catch (RuntimeException | ServletException e) {
      refuse(response, e instanceof ServletException && e.getCause() != null ? e.getCause() : e);
    } finally {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new AtEnd(() -> ended(request, response, start)));
      } else {
        ended(request, response, start);
      }
    }
  }

  private void refuse(HttpServletResponse response, Throwable fault) throws IOException {
    Answer answer = Answer.of(Faults.problem(fault));
    if (response.isCommitted()) {
      return;
    }
    response.resetBuffer();
    response.setStatus(answer.status());
    response.setContentType(answer.contentType());
    answer.headers().forEach(response::setHeader);
    json.writeValue(response.getOutputStream(), answer.body());
  }

  private void ended(HttpServletRequest request, HttpServletResponse response, long start) {
    long nanos = System.nanoTime() - start;
    String operation =
        OperationAccess.matchOf(request).map(match -> match.operation().id()).orElse(NONE);
    String tenant = OperationAccess.callerOf(request).map(c -> c.tenantId().value()).orElse(NONE);
    int status = BrokenAnswers.isBroken(request) ? 500 : response.getStatus();
    Counter.builder("chartdrop.api.requests")
        .description("Requests by operation, clinic and how they ended")
        .tag("operation", operation)
        .tag("tenant", tenant)
        .tag("status", Integer.toString(status))
        .tag("outcome", status >= 500 ? "server_error" : status >= 400 ? "client_error" : "ok")
        .register(meters)
        .increment();
    if (!TIMED_BY_THE_CALLER.contains(operation)) {
      meters
          .timer("chartdrop.api.latency", "operation", operation)
          .record(nanos, TimeUnit.NANOSECONDS);
    }
    log.info(
        "{} {} {} {} {} ms",
        METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER",
        operation,
        tenant,
        status,
        TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  private record AtEnd(Runnable action) implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {
      action.run();
    }

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {
      event.getAsyncContext().addListener(this);
    }
  }
}
