package io.chartdrop.frontend.api;

/** Our own faults, as a log may have them. */
public final class Faults {
  private static final int FRAMES = 8;

  private Faults() {}

  /** Classes and places, never a message: that may repeat a patient's name out of a request. */
  public static String describe(Throwable fault) {
    StringBuilder text = new StringBuilder();
    for (Throwable current = fault; current != null; current = current.getCause()) {
      text.append(text.isEmpty() ? "" : " caused by ").append(current.getClass().getName());
      StackTraceElement[] trace = current.getStackTrace();
      for (int i = 0; i < Math.min(FRAMES, trace.length); i++) {
        text.append(" < ")
            .append(trace[i].getFileName())
            .append(':')
            .append(trace[i].getLineNumber());
      }
    }
    return text.toString();
  }
}
