package io.chartdrop.frontend.page;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where people are after they left; for everybody. */
@Controller
class SignedOutPage {
  @GetMapping("/signed-out")
  String show() {
    return "signed-out";
  }
}
