package io.chartdrop.local.issuer;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a browser asks for besides: the style, the icon, the front door, and what went wrong. */
@RestController
class Leftovers {
  static final String ERROR = "/error";

  private static final CacheControl AN_HOUR = CacheControl.maxAge(Duration.ofHours(1));

  private final String style = Page.text("issuer.css");
  private final String icon = Page.text("icon.svg");
  private final Page problem = Page.of("problem");
  private final URI web;

  Leftovers(LocalIssuer.Settings settings) {
    web = URI.create(settings.web().get(0) + "/");
  }

  @GetMapping("/issuer.css")
  ResponseEntity<String> style() {
    return file("text/css;charset=UTF-8", style);
  }

  @GetMapping("/icon.svg")
  ResponseEntity<String> icon() {
    return file("image/svg+xml;charset=UTF-8", icon);
  }

  private static ResponseEntity<String> file(String type, String text) {
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType(type))
        .cacheControl(AN_HOUR)
        .body(text);
  }

  /** Nobody begins here; the pages are elsewhere. */
  @GetMapping("/")
  ResponseEntity<Void> frontDoor() {
    return ResponseEntity.status(HttpStatus.FOUND).location(web).build();
  }

  @RequestMapping(ERROR)
  ResponseEntity<String> error(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : HttpStatus.NOT_FOUND.value();
    return problem.show(status, status == HttpStatus.NOT_FOUND.value() ? nothingHere() : odd());
  }

  private static Problem nothingHere() {
    return new Problem(
        "There is no such page", "This is only the sign-in. Go to Chartdrop and begin there.");
  }

  private static Problem odd() {
    return new Problem(
        "This sign-in link does not work",
        "It names an unknown client, or an address that is not registered for it. Go to Chartdrop"
            + " and begin there.");
  }
}
