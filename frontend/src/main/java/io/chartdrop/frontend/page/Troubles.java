package io.chartdrop.frontend.page;

import io.chartdrop.frontend.api.ApiException;
import io.chartdrop.frontend.api.Trouble;
import io.chartdrop.telemetry.FaultText;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.ModelAndView;

/** Says on the page what went wrong and what to do, in whole or in the part that was asked for. */
@Controller
@ControllerAdvice
public class Troubles implements ErrorController {
  public static final String ERROR = "/error";

  private static final Logger log = LoggerFactory.getLogger(Troubles.class);
  private static final String TROUBLE = Troubles.class.getName() + ".trouble";
  private static final String SENT_AGAIN = Troubles.class.getName() + ".sentAgain";

  /** A sign-in that is refused so soon would be refused for ever. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Clock clock;

  Troubles(Clock clock) {
    this.clock = clock;
  }

  /** From a filter, where no page can be made. */
  public static void send(HttpServletRequest request, HttpServletResponse response, Trouble trouble)
      throws IOException {
    request.setAttribute(TROUBLE, trouble);
    response.sendError(trouble.status());
  }

  @ExceptionHandler(ApiException.class)
  @Nullable ModelAndView refused(
      ApiException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
    return e.trouble() == Trouble.SIGN_IN_AGAIN
        ? signInAgain(request, response)
        : page(e, request.getRequestURI(), request, response);
  }

  /** The session is of no use without a token: whoever loads the page again is led to sign in. */
  private @Nullable ModelAndView signInAgain(
      HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpSession session = request.getSession();
    Instant now = clock.instant();
    if (session.getAttribute(SENT_AGAIN) instanceof Instant before
        && before.plus(FRESH).isAfter(now)) {
      return page(
          new ApiException(Trouble.SIGN_IN_REFUSED), request.getRequestURI(), request, response);
    }
    session.invalidate();
    request.getSession().setAttribute(SENT_AGAIN, now);
    if (Htmx.isPartial(request)) {
      Htmx.reload(response);
    } else {
      response.sendRedirect(request.getMethod().equals("GET") ? address(request) : "/");
    }
    return null;
  }

  @ExceptionHandler(Exception.class)
  @Nullable ModelAndView failed(
      Exception e, HttpServletRequest request, HttpServletResponse response) throws Exception {
    if (e instanceof AsyncRequestNotUsableException) {
      return null; // whoever asked has gone
    }
    if (response.isCommitted()) {
      throw e; // too late to say it: the container breaks the connection off
    }
    Trouble trouble = Trouble.FAULT;
    if (e instanceof ErrorResponse known) {
      trouble = ofStatus(known.getStatusCode().value());
    } else {
      log.error("{}", FaultText.of(e));
    }
    return page(new ApiException(trouble), request.getRequestURI(), request, response);
  }

  @RequestMapping(ERROR)
  ModelAndView error(HttpServletRequest request, HttpServletResponse response) {
    Trouble trouble = Trouble.NOT_FOUND;
    if (request.getAttribute(TROUBLE) instanceof Trouble sent) {
      trouble = sent;
    } else if (request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code) {
      trouble = ofStatus(code);
    }
    if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable fault) {
      log.error("{}", FaultText.of(fault));
    }
    Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return page(
        new ApiException(trouble), asked instanceof String uri ? uri : "/", request, response);
  }

  private static Trouble ofStatus(int status) {
    if (status == 404) {
      return Trouble.NOT_FOUND;
    }
    return status / 100 == 4 ? Trouble.BAD_REQUEST : Trouble.FAULT;
  }

  private static ModelAndView page(
      ApiException e, String path, HttpServletRequest request, HttpServletResponse response) {
    Trouble trouble = e.trouble();
    response.setStatus(trouble.status());
    e.retryAfter()
        .ifPresent(wait -> response.setHeader("Retry-After", Long.toString(wait.toSeconds())));
    boolean canBeAskedAgain = request.getMethod().equals("GET") && trouble.passes();
    ModelAndView page = new ModelAndView("trouble");
    if (Htmx.isPartial(request)) {
      page.setViewName("fragments/trouble :: alert");
      if (Htmx.isLive(request)) {
        Htmx.putInto(response, "#live-trouble");
      }
      canBeAskedAgain = false; // the page that asked goes on asking, or whoever types there
    }
    page.addObject("trouble", trouble);
    page.addObject("key", "trouble." + trouble.name().toLowerCase(Locale.ROOT));
    page.addObject("detail", e.detail().orElse(null));
    page.addObject(
        "again",
        canBeAskedAgain || trouble == Trouble.SIGN_IN_FAILED
            ? again(trouble, path, request)
            : null);
    page.addObject("againByItself", canBeAskedAgain);
    page.addObject("seconds", e.retryAfter().map(Duration::toSeconds).orElse(10L));
    return page;
  }

  private static String again(Trouble trouble, String path, HttpServletRequest request) {
    if (trouble == Trouble.SIGN_IN_FAILED) {
      return "/";
    }
    String query = request.getQueryString();
    return path + (query == null ? "" : "?" + query);
  }

  private static String address(HttpServletRequest request) {
    return again(Trouble.SIGN_IN_AGAIN, request.getRequestURI(), request);
  }
}
