package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.local.process.Repository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where somebody sits who types what a page says: a directory that looks like the checkout, beside
 * the running product of a test.
 */
final class Desk {
  private static final Pattern BLOCK = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern IN_A_LINE = Pattern.compile("`(\\./ops [^`\\n]+)`");

  private final Path directory;

  Desk(Product product) {
    try {
      directory = Files.createTempDirectory(product.home(), "desk");
      for (String same : List.of(".chartdrop", "local")) {
        Path home = product.home().resolve(same);
        Files.createSymbolicLink(
            directory.resolve(same), Files.exists(home) ? home : Repository.root().resolve(same));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // the variables that a page speaks of are the reader's, not those of ops
    script(
        "ops",
        "unset TENANT FILE WRONG; CHARTDROP_HOME='%s' exec '%s/bin/java' -XX:TieredStopAtLevel=1 -jar '%s' \"$@\""
            .formatted(
                product.home(), System.getProperty("java.home"), Repository.appJar("operator")));
    // knows no hosts and no keys of whoever runs the tests, and takes commands from a pipe as from
    // a screen
    script(
        "bin/sftp",
        "PATH=${PATH#*:}; exec sftp -F none -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null"
            + " -o PubkeyAuthentication=no -o IdentityAgent=none -o LogLevel=ERROR \"$@\"");
  }

  /** The {@code sh} blocks of a page of the checkout, in order. */
  static List<String> blocks(String page) {
    return BLOCK.matcher(text(page)).results().map(found -> found.group(1)).toList();
  }

  /** The {@code ./ops} commands in the lines and tables of a page. */
  static List<String> commandsInLines(String page) {
    return IN_A_LINE.matcher(text(page)).results().map(found -> found.group(1)).toList();
  }

  static String text(String page) {
    try {
      return Files.readString(Repository.root().resolve(page), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts a file on it. */
  void puts(String name, String content) {
    try {
      Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who is asked for a password of SSH says this one. */
  void knowsPassword(String password) {
    script("askpass", "echo '" + password + "'");
  }

  /** Types these commands into one new shell, which knows of the product what the page says. */
  Finished types(String commands, Map<String, String> variables) {
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
            .directory(directory.toFile());
    Map<String, String> environment = bash.environment();
    environment.keySet().removeIf(name -> name.matches("(AWS|CHARTDROP)_.*"));
    environment.putAll(variables);
    environment.merge(
        "PATH",
        directory.resolve("bin").toString(),
        (path, bin) -> bin + File.pathSeparator + path);
    environment.put("SSH_ASKPASS", directory.resolve("askpass").toString());
    environment.put("SSH_ASKPASS_REQUIRE", "force");
    return Finished.run(bash);
  }

  private void script(String name, String line) {
    Path script = directory.resolve(name);
    try {
      Files.createDirectories(script.getParent());
      Files.writeString(script, "#!/bin/sh\n" + line + "\n");
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
