package io.chartdrop.records;

/** A page token that was not made by this query. The message never repeats the token. */
public final class BadPageTokenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BadPageTokenException() {
    super("This page token does not belong to this query: start again without one");
  }
}
