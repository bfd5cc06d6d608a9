package io.chartdrop.local.launcher;

import java.io.IOException;
import java.util.Arrays;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Runs the main class of a jar in a process that ends with its parent. The parent holds the other
 * end of standard input; even a parent that is killed lets go of it. So a service needs no code for
 * being run here.
 *
 * <p>{@code java -cp {our classes}:{jar} ParentWatch -jar {jar} [arguments]}
 */
final class ParentWatch {
  private ParentWatch() {}

  public static void main(String[] args) throws Exception {
    Thread watch = new Thread(ParentWatch::awaitEndOfParent, "parent-watch");
    watch.setDaemon(true);
    watch.start();
    String[] own = Arrays.copyOfRange(args, 2, args.length);
    Class.forName(mainClass(args[1])).getMethod("main", String[].class).invoke(null, (Object) own);
  }

  /** Of a jar that is on the class path already. */
  private static String mainClass(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      return file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }
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
