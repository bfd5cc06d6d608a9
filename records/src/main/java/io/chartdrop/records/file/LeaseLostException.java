package io.chartdrop.records.file;

/**
 * The file is another's by now: whatever this reader still wanted to do with it must not happen.
 */
public final class LeaseLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LeaseLostException(FileId file) {
    super("The claim on " + file + " is lost");
  }
}
