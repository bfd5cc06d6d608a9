package io.chartdrop.frontend.page;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;

/** How the script in the page asks, and what it can be told. */
public final class Htmx {
  public static final String LIVE_HEADER = "X-Chartdrop-Live";

  private static final String TRUE = "true";

  private Htmx() {}

  /** Asked by the script, for a part of a page. */
  public static boolean isPartial(HttpServletRequest request) {
    return TRUE.equals(request.getHeader("HX-Request"));
  }

  /** Asked by a page that keeps itself up to date; nobody did anything. */
  public static boolean isLive(HttpServletRequest request) {
    return TRUE.equals(request.getHeader(LIVE_HEADER));
  }

  /** Has the whole page loaded anew, so that people are led to the sign-in and back. */
  public static void reload(HttpServletResponse response) {
    response.setHeader("HX-Refresh", TRUE);
    response.setStatus(HttpStatus.UNAUTHORIZED.value());
  }

  public static void goTo(HttpServletResponse response, String path) {
    response.setHeader("HX-Redirect", path);
    response.setStatus(HttpStatus.UNAUTHORIZED.value());
  }

  /** The address that the browser shows from now on. */
  public static void showAddress(HttpServletResponse response, String address) {
    response.setHeader("HX-Replace-Url", address);
  }

  /** Puts the answer somewhere else than asked for. */
  static void putInto(HttpServletResponse response, String selector) {
    response.setHeader("HX-Retarget", selector);
    response.setHeader("HX-Reswap", "innerHTML");
  }
}
