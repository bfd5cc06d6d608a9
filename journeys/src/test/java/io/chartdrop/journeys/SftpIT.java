package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clinics at the SFTP door, with the client that clinics have and with a less polite one. */
class SftpIT {
  private static final String SECRET = Csv.of(List.of(Csv.HEADER));

  @TempDir Path directory;
  private final Product product = Product.running();
  private final Clinic riverside = product.riverside();
  private final Clinic lakeside = product.lakeside();
  private final String once = UUID.randomUUID().toString().substring(0, 8);

  @AfterAll
  static void countsHold() {
    Product.running().requireBalancedLedger();
  }

  @Test
  void bothClinicsPutAFileWithOpenSsh_eachIsTakenForItsOwn() throws Exception {
    // riverside puts two rows · lakeside puts one · each signs in with its password
    Finished.requireInstalled("sftp");
    Files.writeString(directory.resolve("r.csv"), twoRows("R" + once));
    Files.writeString(directory.resolve("l.csv"), oneRow("L" + once));

    openSsh(riverside, "put r.csv r-" + once + ".csv").succeeds();
    openSsh(lakeside, "put l.csv l-" + once + ".csv").succeeds();

    assertThat(riverside.awaitClosed("r-" + once + ".csv").added()).isEqualTo(2);
    assertThat(lakeside.awaitClosed("l-" + once + ".csv").added()).isEqualTo(1);
    assertThat(riverside.ledger("l-" + once + ".csv")).isEmpty();
    assertThat(lakeside.ledger("r-" + once + ".csv")).isEmpty();
    assertThat(riverside.counts("--mrn", "L" + once + "-1")).isZero();
    assertThat(lakeside.counts("--mrn", "R" + once + "-1")).isZero();
  }

  @Test
  void neitherClinicWithOpenSsh_listsOrReachesTheOthersFolder() throws Exception {
    // each has a file that waits in its inbox · each tries every way into the other's
    Finished.requireInstalled("sftp");
    for (List<Clinic> pair : List.of(List.of(riverside, lakeside), List.of(lakeside, riverside))) {
      Clinic owner = pair.get(0);
      Clinic other = pair.get(1);
      String secret = "secret-" + once + ".part";
      Files.writeString(directory.resolve("mine.part"), "mine");
      owner.puts(secret, SECRET);

      assertThat(openSsh(owner, "ls").out()).contains(secret);
      for (String wish :
          List.of(
              "cd ../" + owner.id(),
              "cd /" + owner.id(),
              "ls /" + owner.id(),
              "ls ../" + owner.id(),
              "get ../" + owner.id() + "/" + secret + " stolen",
              "get /" + owner.id() + "/" + secret + " stolen",
              "get /../" + owner.id() + "/" + secret + " stolen",
              "rm ../" + owner.id() + "/" + secret,
              "rename ../" + owner.id() + "/" + secret + " " + secret)) {
        Finished tried = openSsh(other, wish);
        assertThat(tried.status()).as("%s: %s", wish, tried).isNotZero();
      }
      for (String list : List.of("ls ..", "ls /", "ls -R ../..")) {
        Finished listed = openSsh(other, list);
        assertThat(listed.out()).as(list).doesNotContain(secret);
      }
      // wherever this one lands, it is not in the owner's folder
      openSsh(other, "put mine.part ../" + owner.id() + "/planted-" + once + ".part");
      openSsh(other, "put mine.part /" + owner.id() + "/planted-" + once + ".part");

      assertThat(directory.resolve("stolen")).doesNotExist();
      assertThat(owner.inbox()).contains(secret).doesNotContain("planted-" + once + ".part");
      owner.removes(secret);
    }
  }

  @Test
  void clientThatSendsRawPaths_isKeptInItsFolderToo() {
    // OpenSSH tidies paths before it sends them; this one does not
    String secret = "raw-" + once + ".part";
    riverside.puts(secret, SECRET);

    for (String path :
        List.of(
            "../riverside/" + secret,
            "/riverside/" + secret,
            "/../riverside/" + secret,
            "./../../riverside/./" + secret,
            "//riverside//" + secret)) {
      assertThatThrownBy(
              () ->
                  lakeside.with(
                      sftp -> {
                        try (InputStream in = sftp.read(path)) {
                          in.transferTo(new ByteArrayOutputStream());
                        }
                      }))
          .as(path)
          .isInstanceOf(UncheckedIOException.class);
      assertThatThrownBy(() -> lakeside.removes(path))
          .as(path)
          .isInstanceOf(UncheckedIOException.class);
    }

    assertThat(riverside.inbox()).contains(secret);
    riverside.removes(secret);
  }

  private static String twoRows(String mrn) {
    return Csv.of(
        List.of(
            Csv.HEADER,
            List.of(mrn + "-1", "Ann", "Openssh", "2026-03-01 09:30", "first"),
            List.of(mrn + "-2", "Ben", "Openssh", "2026-03-01 09:40", "second")));
  }

  private static String oneRow(String mrn) {
    return Csv.of(
        List.of(
            Csv.HEADER, List.of(mrn + "-1", "Cy", "Openssh", "2026-03-01 09:30", "the only one")));
  }

  /** {@code sftp} with a batch of one command; it asks for the password as it would a person. */
  private Finished openSsh(Clinic clinic, String command) throws Exception {
    Path batch = Files.write(directory.resolve("batch"), List.of(command));
    Path password =
        Files.writeString(
            directory.resolve("askpass"), "#!/bin/sh\necho '" + clinic.password() + "'\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rwx------"));
    List<String> line = new ArrayList<>(List.of("sftp", "-F", "none"));
    for (String option :
        List.of(
            "BatchMode=no", // before -b, which would forbid passwords
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "PubkeyAuthentication=no",
            "IdentityAgent=none",
            "NumberOfPasswordPrompts=1",
            "LogLevel=ERROR")) {
      line.addAll(List.of("-o", option));
    }
    line.addAll(List.of("-b", batch.toString(), "-P", product.address("CHARTDROP_SFTP_PORT")));
    line.add(clinic.id() + "@127.0.0.1");
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().put("SSH_ASKPASS", password.toString());
    builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
    return Finished.run(builder);
  }
}
