package io.chartdrop.frontend.upload;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** An upload that cannot be read to its end; mostly the browser has gone. */
public final class BrokenFormException extends ResponseStatusException {
  private static final long serialVersionUID = 1;

  BrokenFormException() {
    super(HttpStatus.BAD_REQUEST);
  }
}
