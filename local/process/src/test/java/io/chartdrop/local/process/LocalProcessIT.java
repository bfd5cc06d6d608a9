package io.chartdrop.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalProcessIT {
  @TempDir Path directory;
  private LocalProcess.Command child;

  @BeforeEach
  void packChild() throws IOException {
    Path jar = directory.resolve("child.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Child.class.getName());
    String entry = Child.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream classes = new JarOutputStream(file, manifest);
        var source = Child.class.getClassLoader().getResourceAsStream(entry)) {
      classes.putNextEntry(new JarEntry(entry));
      source.transferTo(classes);
    }
    child = LocalProcess.jar("child", jar).heap("32m");
  }

  @Test
  void childThatSaysReady_isReady_andItsAddressIsKnown() {
    try (LocalProcess process = child.arguments("ready").start()) {
      assertThat(process.address()).hasToString("http://127.0.0.1:1234");
      assertThat(process.isAlive()).isTrue();
      process.close();
      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void childThatIgnoresTheRequestToEnd_isEndedAllTheSame() {
    try (LocalProcess process = child.arguments("stubborn").start()) {
      process.close();
      assertThat(process.isAlive()).isFalse();
    }
  }

  @Test
  void childThatDies_isToldWithItsLastWords() {
    assertThatThrownBy(() -> child.arguments("die").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("child ended before it was ready")
        .hasMessageContaining("cannot go on");
  }

  @Test
  void childThatDawdles_isToldAndEnded() {
    Path log = directory.resolve("log");

    assertThatThrownBy(
            () -> child.arguments("dawdle").patience(Duration.ofSeconds(1)).log(log).start())
        .hasMessageContaining("was not ready within 1 s");
  }

  @Test
  void childRunToItsEnd_countsOnlyWithStatusZero() {
    child.runToEnd();
    assertThatThrownBy(() -> child.arguments("die").runToEnd())
        .hasMessageContaining("ended with status 3")
        .hasMessageContaining("cannot go on");
  }

  /** What we start: it behaves as its argument says. */
  static final class Child {
    public static void main(String[] args) throws InterruptedException {
      String how = args.length == 0 ? "" : args[0];
      switch (how) {
        case "die" -> {
          System.err.println("cannot go on");
          System.exit(3);
        }
        case "stubborn" -> {
          Runtime.getRuntime().addShutdownHook(new Thread(Child::linger));
          System.out.println("child ready on http://127.0.0.1:1234");
          linger();
        }
        case "ready" -> {
          System.out.println("child ready on http://127.0.0.1:1234");
          linger();
        }
        case "dawdle" -> linger();
        default -> System.out.println("done");
      }
    }

    private static void linger() {
      try {
        new java.util.concurrent.CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
