package io.chartdrop.local.launcher;

import java.io.IOException;
import java.util.Arrays;

/**
 * Runs the main class of a Boot jar in a process that ends with its parent. The parent holds the
 * other end of standard input; even a parent that is killed lets go of it. So a service needs no
 * code for being run here.
 *
 * <p>{@code java -cp {our classes}:{jar} ParentWatch -jar {jar} [arguments]}
 */
final class ParentWatch {
  private static final String BOOT = "org.springframework.boot.loader.launch.JarLauncher";

  private ParentWatch() {}

  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(ParentWatch::awaitEndOfParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    // the two first say which jar: it is on the class path already
    String[] own = Arrays.copyOfRange(args, Math.min(2, args.length), args.length);
    Class.forName(BOOT).getMethod("main", String[].class).invoke(null, (Object) own);
  }

  private static void awaitEndOfParent() {
    try {
      while (System.in.read() >= 0) {
        // whatever it writes only says that it lives
      }
    } catch (IOException e) {
      // then it is gone as well
    }
    System.exit(0);
  }
}
