package io.chartdrop.local.issuer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The address a request names becomes the {@code iss} of its token, so only one is answered; and no
 * page of the internet that has its name point here gets an answer.
 */
final class OwnAddressOnly extends OncePerRequestFilter {
  private static final String HOST = "127.0.0.1";
  private static final int MISDIRECTED = 421; // HTTP has a word for it, Spring has not

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getServerName().equals(HOST) && request.getServerPort() == request.getLocalPort()) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(MISDIRECTED);
    response.setContentType(MediaType.TEXT_PLAIN_VALUE);
    response
        .getWriter()
        .println("The sign-in is at http://%s:%d".formatted(HOST, request.getLocalPort()));
  }
}
