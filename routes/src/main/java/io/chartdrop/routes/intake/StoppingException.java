package io.chartdrop.routes.intake;

/** This process is asked to stop: the work in hand goes back, and the attempt does not count. */
final class StoppingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StoppingException() {
    super("This worker is stopping");
  }
}
