package io.chartdrop.local.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.chartdrop.local.process.LocalCloud;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

@Timeout(60)
class LocalSftpIT {
  private static final String INBOX = "sftp-it-inbox";
  private static final URI NO_SERVER = URI.create("http://127.0.0.1:1");

  @TempDir static Path data;
  private static LocalCloud cloud;
  private static LocalSftp sftp;
  private static S3Client s3;
  private static SshClient ssh;

  private ClientSession session;
  private SftpClient riverside;

  @BeforeAll
  static void start() {
    cloud = LocalCloud.plan().prefix("sftp-it-").start();
    sftp = LocalSftp.start(settings(cloud.s3()));
    s3 = LocalSftp.client(cloud.s3());
    ssh = SshClient.setUpDefaultClient();
    ssh.setServerKeyVerifier((session, address, key) -> true);
    ssh.start();
  }

  @AfterAll
  static void stop() {
    ssh.stop();
    s3.close();
    sftp.close();
    cloud.close();
  }

  @BeforeEach
  void logIn() throws IOException {
    session = session(sftp, "riverside");
    riverside = SftpClientFactory.instance().createSftpClient(session);
  }

  @AfterEach
  void logOut() throws IOException {
    session.close();
  }

  @Test
  void filePut_isInS3WhenPutReturns_andIsListedAndReadBack() throws IOException {
    String name = newName();

    put(riverside, "/" + name, "a,b\n1,2\n");

    assertThat(versions("riverside/" + name)).hasSize(1);
    assertThat(names(riverside, "/")).contains(name);
    assertThat(riverside.stat("/" + name).getSize()).isEqualTo(8);
    assertThat(riverside.stat("/" + name).isRegularFile()).isTrue();
    assertThat(get(riverside, name)).isEqualTo("a,b\n1,2\n");
  }

  @Test
  void filePutInAFolder_hasTheFolderInItsKey() throws IOException {
    String folder = newName();
    riverside.mkdir("/" + folder);

    put(riverside, folder + "/März & co.csv", "x");

    assertThat(versions("riverside/" + folder + "/März & co.csv")).hasSize(1);
    assertThat(names(riverside, folder)).containsExactly("März & co.csv");
    assertThat(riverside.stat(folder).isDirectory()).isTrue();
    assertThatThrownBy(() -> riverside.rmdir(folder)).isInstanceOf(SftpException.class);
    riverside.remove(folder + "/März & co.csv");
    riverside.rmdir(folder);
    assertThat(names(riverside, "/")).doesNotContain(folder);
  }

  @Test
  void fileOverwritten_isTwoVersions() throws IOException {
    String name = newName();

    put(riverside, name, "monday");
    put(riverside, name, "tuesday");

    assertThat(versions("riverside/" + name)).hasSize(2);
    assertThat(get(riverside, name)).isEqualTo("tuesday");
  }

  @Test
  void partRenamed_isUnderItsFinalName_andThePartIsUnderAMarker() throws IOException {
    String name = newName();
    put(riverside, name + ".part", "whole");

    riverside.rename(name + ".part", name);

    assertThat(names(riverside, "/")).contains(name).doesNotContain(name + ".part");
    assertThat(get(riverside, name)).isEqualTo("whole");
    assertThat(versions("riverside/" + name + ".part")).hasSize(1);
    assertThat(deleteMarkers("riverside/" + name + ".part")).isEqualTo(1);
  }

  @Test
  void fileRemoved_isNoLongerListed_andItsVersionIsKept() throws IOException {
    String name = newName();
    put(riverside, name, "sent by mistake");

    riverside.remove(name);

    assertThat(names(riverside, "/")).doesNotContain(name);
    assertThatThrownBy(() -> riverside.stat(name)).satisfies(LocalSftpIT::saysNoSuchFile);
    assertThatThrownBy(() -> riverside.remove(name)).satisfies(LocalSftpIT::saysNoSuchFile);
    assertThat(versions("riverside/" + name)).hasSize(1);
    assertThat(deleteMarkers("riverside/" + name)).isEqualTo(1);
  }

  @Test
  void objectDeletedBehindOurBack_isNoLongerListed() throws IOException {
    // what the routes do with a file they have read
    String name = newName();
    put(riverside, name, "read");
    String version = versions("riverside/" + name).get(0).versionId();

    s3.deleteObject(d -> d.bucket(INBOX).key("riverside/" + name).versionId(version));

    assertThat(names(riverside, "/")).doesNotContain(name);
    assertThatThrownBy(() -> riverside.stat(name)).satisfies(LocalSftpIT::saysNoSuchFile);
  }

  @Test
  void anotherTenantsFolder_cannotBeReached() throws IOException {
    String name = newName();
    try (ClientSession other = session(sftp, "lakeside");
        SftpClient lakeside = SftpClientFactory.instance().createSftpClient(other)) {
      put(lakeside, name, "lakeside's own");
    }

    assertThat(riverside.canonicalPath("../lakeside")).isEqualTo("/lakeside");
    for (String way :
        List.of(
            "../lakeside/", "/lakeside/", "/../lakeside/", "x/../../lakeside/", "//lakeside/")) {
      assertThatThrownBy(() -> riverside.stat(way + name)).satisfies(LocalSftpIT::saysNoSuchFile);
      assertThatThrownBy(() -> get(riverside, way + name)).satisfies(LocalSftpIT::saysNoSuchFile);
      assertThatThrownBy(() -> riverside.openDir(way)).satisfies(LocalSftpIT::saysNoSuchFile);
    }
    put(riverside, "../lakeside/" + name, "lands in our own folder");
    assertThat(versions("riverside/lakeside/" + name)).hasSize(1);
    assertThat(versions("lakeside/" + name)).hasSize(1);
    assertThatThrownBy(() -> riverside.symLink("/link", "../lakeside"))
        .isInstanceOf(SftpException.class);
    riverside.remove("lakeside/" + name);
  }

  @Test
  void wrongPasswordOrUnknownUser_isRefused() {
    assertThatThrownBy(() -> session(sftp, "riverside", "lakeside-demo"))
        .isInstanceOf(SshException.class);
    assertThatThrownBy(() -> session(sftp, "stranger", "stranger-demo"))
        .isInstanceOf(SshException.class);
  }

  @Test
  void storeDown_failsThePut() throws IOException {
    try (LocalSftp offline = LocalSftp.start(settings(NO_SERVER, data.resolve("offline")));
        ClientSession its = session(offline, "riverside");
        SftpClient client = SftpClientFactory.instance().createSftpClient(its)) {
      assertThatThrownBy(() -> put(client, "a.csv", "x"))
          .isInstanceOfSatisfying(
              SftpException.class,
              e -> assertThat(e.getStatus()).isEqualTo(SftpConstants.SSH_FX_FAILURE));
    }
  }

  @Test
  void storeLostBeforeTheFileIsClosed_failsTheClose_andLeavesNoStagingFile() throws IOException {
    // the inbox vanishes between open and close, so that only the store itself fails
    String bucket = "sftp-it-" + UUID.randomUUID();
    s3.createBucket(create -> create.bucket(bucket));
    var settings =
        new LocalSftp.Settings(
            0,
            Optional.of(data.resolve("vanishing")),
            cloud.s3(),
            bucket,
            List.of("riverside"),
            Optional.empty());
    try (LocalSftp server = LocalSftp.start(settings);
        ClientSession its = session(server, "riverside");
        SftpClient client = SftpClientFactory.instance().createSftpClient(its)) {
      var handle = client.open("a.csv", EnumSet.of(OpenMode.Write, OpenMode.Create));
      client.write(handle, 0, new byte[10]);
      s3.deleteBucket(delete -> delete.bucket(bucket));

      assertThatThrownBy(() -> client.close(handle))
          .isInstanceOfSatisfying(
              SftpException.class,
              e -> assertThat(e.getStatus()).isEqualTo(SftpConstants.SSH_FX_FAILURE));
      assertThat(staged(data.resolve("vanishing"))).isEmpty();
    }
  }

  @Test
  void connectionLostBeforeTheFileIsClosed_storesNothing_andLeavesNoStagingFile()
      throws IOException {
    String name = newName();
    ClientSession lost = session(sftp, "riverside");
    SftpClient client = SftpClientFactory.instance().createSftpClient(lost);
    var handle = client.open(name, EnumSet.of(OpenMode.Write, OpenMode.Create, OpenMode.Truncate));
    client.write(handle, 0, "half a".getBytes(StandardCharsets.UTF_8));
    assertThat(staged(data)).isNotEmpty();

    lost.close(true);

    await().until(() -> staged(data).isEmpty());
    assertThat(versions("riverside/" + name)).isEmpty();
  }

  @Test
  void fileContinued_isRefused_andUntouched() throws IOException {
    String name = newName();
    put(riverside, name, "first half");

    assertThatThrownBy(() -> riverside.open(name, EnumSet.of(OpenMode.Write, OpenMode.Append)))
        .isInstanceOf(SftpException.class)
        .hasMessageContaining("upload it whole");
    assertThatThrownBy(() -> riverside.open(name, EnumSet.of(OpenMode.Write)))
        .isInstanceOf(SftpException.class);
    assertThat(versions("riverside/" + name)).hasSize(1);
    assertThat(get(riverside, name)).isEqualTo("first half");
  }

  @Test
  void fileWithAGap_isRefused_andNotStored() throws IOException {
    String name = newName();
    var handle = riverside.open(name, EnumSet.of(OpenMode.Write, OpenMode.Create));

    assertThatThrownBy(() -> riverside.write(handle, 100, new byte[10]))
        .isInstanceOf(SftpException.class);
    assertThatThrownBy(() -> riverside.close(handle)).isInstanceOf(SftpException.class);
    assertThat(versions("riverside/" + name)).isEmpty();
  }

  @Test
  void twentyMegabytes_arriveAndReturnByteForByte() throws IOException {
    String name = newName();
    byte[] bytes = new byte[20 * 1024 * 1024 + 7];
    new Random(1).nextBytes(bytes);

    try (OutputStream out = riverside.write(name)) {
      out.write(bytes);
    }

    String key = "riverside/" + name;
    assertThat(s3.getObjectAsBytes(get -> get.bucket(INBOX).key(key)).asByteArray())
        .isEqualTo(bytes);
    try (InputStream in = riverside.read(name)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void forwarding_isRefused() {
    assertThatThrownBy(
            () ->
                session.startRemotePortForwarding(
                    new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", 1)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void hostKey_staysTheSameAcrossARestart() throws IOException {
    Path restarted = data.resolve("restarted");
    Path keyFile = restarted.resolve("host-key");
    LocalSftp.start(settings(cloud.s3(), restarted)).close();
    byte[] before = Files.readAllBytes(keyFile);

    LocalSftp.start(settings(cloud.s3(), restarted)).close();

    assertThat(keyFile).hasBinaryContent(before);
  }

  private static LocalSftp.Settings settings(URI store) {
    return settings(store, data);
  }

  private static LocalSftp.Settings settings(URI store, Path dataDir) {
    return new LocalSftp.Settings(
        0, Optional.of(dataDir), store, INBOX, LocalSftp.Settings.DEFAULT_USERS, Optional.empty());
  }

  private static ClientSession session(LocalSftp server, String user) throws IOException {
    return session(server, user, user + "-demo");
  }

  private static ClientSession session(LocalSftp server, String user, String password)
      throws IOException {
    ClientSession session =
        ssh.connect(user, "127.0.0.1", server.port()).verify(10_000).getSession();
    session.addPasswordIdentity(password);
    session.auth().verify(10_000);
    return session;
  }

  private static String newName() {
    return "file-" + UUID.randomUUID() + ".csv";
  }

  private static void put(SftpClient client, String path, String content) throws IOException {
    try (OutputStream out = client.write(path)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String get(SftpClient client, String path) throws IOException {
    try (InputStream in = client.read(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> names(SftpClient client, String path) throws IOException {
    return StreamSupport.stream(client.readDir(path).spliterator(), false)
        .map(SftpClient.DirEntry::getFilename)
        .filter(name -> !name.equals(".") && !name.equals(".."))
        .toList();
  }

  private static List<ObjectVersion> versions(String key) {
    return s3.listObjectVersions(list -> list.bucket(INBOX).prefix(key)).versions().stream()
        .filter(version -> version.key().equals(key))
        .toList();
  }

  private static long deleteMarkers(String key) {
    return s3.listObjectVersions(list -> list.bucket(INBOX).prefix(key)).deleteMarkers().size();
  }

  private static List<Path> staged(Path dataDir) throws IOException {
    try (Stream<Path> files = Files.list(dataDir.resolve("staging"))) {
      return files.toList();
    }
  }

  private static void saysNoSuchFile(Throwable failure) {
    assertThat(failure)
        .isInstanceOfSatisfying(
            SftpException.class,
            e -> assertThat(e.getStatus()).isEqualTo(SftpConstants.SSH_FX_NO_SUCH_FILE));
  }
}
