package io.chartdrop.frontend.page;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Somebody reads on a page that asks for nothing; the session goes on. */
@Controller
class StillHere {
  @GetMapping("/still-here")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void goOn() {}
}
