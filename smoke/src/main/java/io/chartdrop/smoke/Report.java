package io.chartdrop.smoke;

import java.io.PrintStream;

/** One line for each thing that was asked, and whether all was as it should be. */
final class Report {
  private final PrintStream out;
  private int failed;

  Report(PrintStream out) {
    this.out = out;
  }

  /** Something to be found out. */
  interface Question {
    /**
     * @return what is wrong, or nothing
     * @throws Exception which is wrong too
     */
    String answer() throws Exception;
  }

  /** Asks and says so; whether it was good. */
  boolean ask(String what, Question question) {
    String wrong;
    try {
      wrong = question.answer();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      wrong = "interrupted";
    } catch (Exception e) {
      wrong = e.toString();
    }
    if (wrong.isEmpty()) {
      out.println("ok      " + what);
    } else {
      failed++;
      out.println("FAILED  " + what + ": " + wrong);
    }
    return wrong.isEmpty();
  }

  void leaveOut(String what, String why) {
    out.println("--      " + what + ": not asked, " + why);
  }

  boolean isGood() {
    return failed == 0;
  }
}
