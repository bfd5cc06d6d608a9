package io.chartdrop.middletier.api;

import io.chartdrop.middletier.contract.Problem;
import io.chartdrop.middletier.contract.ProblemType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the container itself refuses, such as an address with {@code ..} in it. */
@RestController
class ErrorPage implements ErrorController {
  @RequestMapping("${server.error.path:/error}")
  ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
    Problem problem = problem(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
    return ResponseEntity.status(problem.status())
        .contentType(MediaType.parseMediaType(Problem.MEDIA_TYPE))
        .body(problem.json());
  }

  private static Problem problem(Object status) {
    int code = status instanceof Integer number ? number : 404;
    if (code == 404) {
      return Problem.of(
          ProblemType.NOT_FOUND, "There is nothing at this address: /docs lists all operations.");
    }
    if (code == 405) {
      return Problem.of(ProblemType.METHOD_NOT_ALLOWED, "Read /docs for the methods there are.");
    }
    if (code == 503) {
      return Problem.of(ProblemType.UNAVAILABLE, "Send the request again after a while.");
    }
    return code < 500
        ? Problem.of(
            ProblemType.BAD_REQUEST,
            "The address or a header is not as HTTP wants it: encode every parameter's value.")
        : Problem.of(
            ProblemType.INTERNAL, "This is our fault, not yours: try again after a while.");
  }
}
