package io.chartdrop.local.issuer;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /login}: asks who somebody is, and says who may be said. */
@RestController
class SignInPage {
  static final String PATH = "/login";

  private static final String REFUSED = PATH + "?error";
  private static final String STALE = PATH + "?again";
  private static final String TYPED_NAME = "typed-name";
  private static final int LONGEST_NAME = 64;

  private final Page page = Page.of("sign-in");

  /** What the template says. */
  record View(String csrf, String typed, boolean refused, boolean stale, List<Person> people) {}

  @GetMapping(PATH)
  ResponseEntity<String> show(
      @RequestAttribute("_csrf") CsrfToken csrf,
      @RequestParam(required = false) @Nullable String error,
      @RequestParam(required = false) @Nullable String again,
      HttpSession session) {
    String typed = session.getAttribute(TYPED_NAME) instanceof String name ? name : "";
    session.removeAttribute(TYPED_NAME);
    return page.show(
        200, new View(csrf.getToken(), typed, error != null, again != null, People.ALL));
  }

  /** A wrong name and a wrong password look the same. */
  static void refuse(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    String typed = request.getParameter("username");
    if (typed != null) {
      request
          .getSession()
          .setAttribute(TYPED_NAME, typed.substring(0, Math.min(LONGEST_NAME, typed.length())));
    }
    response.sendRedirect(REFUSED);
  }

  /** The form was older than its session, or came from another site. */
  static void askAgain(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    response.sendRedirect(STALE);
  }
}
