package io.chartdrop.frontend.signin;

import io.chartdrop.frontend.WebProperties;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Whoever comes by another name (localhost for 127.0.0.1) is sent to ours, for the issuer sends
 * people back to that one and the session's cookie would be missing there.
 */
final class OneAddress extends OncePerRequestFilter {
  private final WebProperties properties;

  OneAddress(WebProperties properties) {
    this.properties = properties;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String host = request.getHeader("Host");
    if (host == null || host.equalsIgnoreCase(properties.authority())) {
      chain.doFilter(request, response);
    } else if (request.getMethod().equals("GET")) {
      String query = request.getQueryString();
      response.setHeader(
          "Location",
          properties.address() + request.getRequestURI() + (query == null ? "" : "?" + query));
      response.setStatus(HttpStatus.FOUND.value());
    } else {
      response.sendError(HttpStatus.BAD_REQUEST.value());
    }
  }
}
