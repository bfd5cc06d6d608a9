package io.chartdrop.local.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chartdrop.local.process.LocalCloud;
import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client that clinics have, against the app jar that ./run starts. */
@Timeout(60)
class OpenSshIT {
  @TempDir static Path directory;
  private static LocalCloud cloud;
  private static LocalProcess sftp;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(exists("sftp") && exists("ssh-keygen"), "OpenSSH is not installed");
    Path keys = Files.createDirectories(directory.resolve("keys"));
    for (String user : List.of("riverside", "lakeside")) {
      run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", user));
      Files.copy(directory.resolve(user + ".pub"), keys.resolve(user));
    }
    cloud = LocalCloud.plan().prefix("openssh-").start();
    sftp =
        LocalProcess.jar("chartdrop-sftp", Repository.appJar("local/sftp"))
            .heap("128m")
            .arguments("--port", "0", "--keys", keys.toString())
            .environment(cloud.environment())
            .environment(Map.of("CHARTDROP_INBOX", "openssh-inbox"))
            .withParent()
            .start();
  }

  @AfterAll
  static void stop() {
    if (sftp != null) {
      sftp.close();
      cloud.close();
    }
  }

  @Test
  void ordinaryDayAtAClinic_works() throws Exception {
    Files.writeString(directory.resolve("daily.csv"), "a,b\n1,2\n");

    Outcome outcome =
        sftp(
            "riverside",
            "put daily.csv daily.csv.part",
            "rename daily.csv.part daily.csv",
            "mkdir march",
            "put -p daily.csv march/",
            "get march/daily.csv back.csv",
            "ls -l",
            "ls march",
            "rm daily.csv",
            "pwd");

    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output()).contains("daily.csv", "march", "Remote working directory: /");
    assertThat(directory.resolve("back.csv")).hasContent("a,b\n1,2\n");
  }

  @Test
  void neitherTenant_reachesTheOthersFolder() throws Exception {
    Files.writeString(directory.resolve("secret.csv"), "x");
    assertThat(sftp("lakeside", "put secret.csv").status()).isZero();

    assertThat(sftp("riverside", "cd ../lakeside").status()).isEqualTo(1);
    assertThat(sftp("riverside", "ls /lakeside").status()).isEqualTo(1);
    assertThat(sftp("riverside", "get /../lakeside/secret.csv stolen.csv").status()).isEqualTo(1);
    assertThat(sftp("riverside", "ls -R ../..").output()).doesNotContain("secret.csv");
    assertThat(directory.resolve("stolen.csv")).doesNotExist();
  }

  @Test
  void uploadContinued_isRefused() throws Exception {
    Files.writeString(directory.resolve("long.csv"), "first");
    assertThat(sftp("riverside", "put long.csv").status()).isZero();
    Files.writeString(directory.resolve("long.csv"), "first and second");

    assertThat(sftp("riverside", "reput long.csv").status()).isEqualTo(1);
  }

  @Test
  void bigFile_arrivesByteForByte() throws Exception {
    Path big = directory.resolve("big.csv");
    Files.writeString(big, "0123456789abcdef".repeat(1_500_000));

    Outcome outcome = sftp("riverside", "put big.csv", "get big.csv big-back.csv");

    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(Files.mismatch(big, directory.resolve("big-back.csv"))).isEqualTo(-1);
  }

  @Test
  void commandOrShell_isRefused() throws Exception {
    for (List<String> wish : List.of(List.of("ls"), List.<String>of())) {
      List<String> line = new ArrayList<>(List.of("ssh", "-p", port()));
      line.addAll(options("riverside"));
      line.add("riverside@127.0.0.1");
      line.addAll(wish);

      assertThat(run(line).status()).isNotZero();
    }
  }

  private record Outcome(int status, String output) {}

  private static Outcome sftp(String user, String... commands) throws Exception {
    Path batch = Files.write(directory.resolve("batch"), List.of(commands));
    List<String> line = new ArrayList<>(List.of("sftp", "-b", batch.toString()));
    line.addAll(options(user));
    line.addAll(List.of("-P", port(), user + "@127.0.0.1"));
    return run(line);
  }

  private static String port() {
    return Integer.toString(sftp.address().getPort());
  }

  private static List<String> options(String user) {
    List<String> options = new ArrayList<>(List.of("-F", "none"));
    options.addAll(List.of("-i", directory.resolve(user).toString()));
    for (String option :
        List.of(
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "IdentitiesOnly=yes",
            "IdentityAgent=none",
            "LogLevel=ERROR")) {
      options.addAll(List.of("-o", option));
    }
    return options;
  }

  private static Outcome run(List<String> line) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  private static boolean exists(String program) {
    for (String directory : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return true;
      }
    }
    return false;
  }
}
