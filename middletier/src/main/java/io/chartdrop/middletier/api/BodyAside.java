package io.chartdrop.middletier.api;

import io.chartdrop.middletier.contract.Contract;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Keeps a request's body out of everybody's hands but the upload's. Camel's platform-http copies
 * every body into its stream cache before a route sees it, streaming or not: an upload of 5 GB
 * would be in memory or on disk first. So it is shown an empty body, and the upload asks here for
 * the stream itself.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 20)
class BodyAside extends OncePerRequestFilter {
  private static final String REQUEST = BodyAside.class.getName();

  private final Contract contract;

  BodyAside(Contract contract) {
    this.contract = contract;
  }

  static InputStream bodyOf(HttpServletRequest request) throws IOException {
    return original(request).getInputStream();
  }

  /** What Content-Length says; empty for a body in chunks, or for none. */
  static OptionalLong lengthOf(HttpServletRequest request) {
    long length = original(request).getContentLengthLong();
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  private static HttpServletRequest original(HttpServletRequest request) {
    return (HttpServletRequest) request.getAttribute(REQUEST);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !contract.covers(request.getServletPath());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    request.setAttribute(REQUEST, request);
    chain.doFilter(new WithoutBody(request), response);
  }

  private static final class WithoutBody extends HttpServletRequestWrapper {
    WithoutBody(HttpServletRequest request) {
      super(request);
    }

    @Override
    public int getContentLength() {
      return 0;
    }

    @Override
    public long getContentLengthLong() {
      return 0;
    }

    @Override
    public ServletInputStream getInputStream() {
      return new Nothing();
    }

    /** Looking for parameters would read a form's body; ours are taken from the query string. */
    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public @Nullable String getParameter(String name) {
      return null;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      return null;
    }
  }

  private static final class Nothing extends ServletInputStream {
    @Override
    public int read() {
      return -1;
    }

    @Override
    public boolean isFinished() {
      return true;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("There is nothing to wait for");
    }
  }
}
