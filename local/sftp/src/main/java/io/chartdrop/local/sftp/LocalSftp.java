package io.chartdrop.local.sftp;

import io.chartdrop.local.server.PortInUseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.sshd.common.file.FileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSession;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An SFTP server on 127.0.0.1 in front of the inbox bucket. User {@code riverside} has the password
 * {@code riverside-demo} and sees {@code s3://inbox/riverside/} as {@code /}. SFTP only: no shell,
 * no commands, no forwarding.
 */
public final class LocalSftp implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final SshServer server;
  private final S3Client s3;
  private final Path staging;

  private LocalSftp(SshServer server, S3Client s3, Path staging) {
    this.server = server;
    this.s3 = s3;
    this.staging = staging;
  }

  /**
   * How the server is to be.
   *
   * @param port 0 for any free one
   * @param data keeps the host key, and uploads under way; empty makes a new key at each start
   * @param s3 where S3 answers
   * @param inbox the bucket
   * @param users tenant ids; the password of each is its name and {@code -demo}
   * @param keys a directory that holds, under a user's name, an {@code authorized_keys} file
   */
  public record Settings(
      int port,
      Optional<Path> data,
      URI s3,
      String inbox,
      List<String> users,
      Optional<Path> keys) {
    private static final Pattern USER = Pattern.compile("[a-z][a-z0-9-]{1,30}[a-z0-9]");

    /** The two demonstration tenants. */
    public static final List<String> DEFAULT_USERS = List.of("riverside", "lakeside");

    public Settings {
      users = List.copyOf(users);
      users.stream()
          .filter(user -> !USER.matcher(user).matches())
          .findFirst()
          .ifPresent(
              user -> {
                throw new IllegalArgumentException("'" + user + "' is no tenant id.");
              });
    }

    /** On any free port, for both demonstration tenants, with nothing kept. */
    public static Settings of(URI s3, String inbox) {
      return new Settings(0, Optional.empty(), s3, inbox, DEFAULT_USERS, Optional.empty());
    }
  }

  /**
   * @throws PortInUseException where another process listens on the port
   */
  public static LocalSftp start(Settings settings) {
    PortInUseException.throwIfTaken(settings.port());
    try {
      Path staging = staging(settings.data());
      S3Client s3 = client(settings.s3());
      SshServer server = server(settings, s3, staging);
      server.start();
      return new LocalSftp(server, s3, staging);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getPort();
  }

  public URI address() {
    return URI.create("sftp://" + HOST + ":" + port());
  }

  @Override
  public void close() {
    try {
      server.stop(true);
      empty(staging);
      Files.deleteIfExists(staging);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      s3.close();
    }
  }

  private static SshServer server(Settings settings, S3Client s3, Path staging) {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost(HOST);
    server.setPort(settings.port());
    server.setKeyPairProvider(hostKey(settings.data()));
    server.setUserAuthFactories(
        List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
    server.setPasswordAuthenticator(
        (user, password, session) -> settings.users().contains(user) && isPassword(user, password));
    server.setPublickeyAuthenticator(
        (user, key, session) ->
            settings.users().contains(user) && isAuthorized(settings.keys(), user, key, session));
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    server.setSubsystemFactories(List.of(new TenantSubsystem.Factory()));
    server.setFileSystemFactory(new TenantFileSystems(s3, settings.inbox(), staging));
    return server;
  }

  /** A client remembers the key of 127.0.0.1:2222, so it had better stay the same. */
  private static KeyPairProvider hostKey(Optional<Path> data) {
    SimpleGeneratorHostKeyProvider key =
        new SimpleGeneratorHostKeyProvider(data.map(dir -> dir.resolve("host-key")).orElse(null));
    key.setAlgorithm("EC");
    key.setKeySize(256);
    // Made now, rather than while the first client waits for it.
    key.loadKeys(null);
    return key;
  }

  private static boolean isPassword(String user, String password) {
    return MessageDigest.isEqual(
        (user + "-demo").getBytes(StandardCharsets.UTF_8),
        password.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isAuthorized(
      Optional<Path> keys, String user, PublicKey key, ServerSession session) {
    return keys.map(directory -> directory.resolve(user))
        .filter(Files::isRegularFile)
        .map(file -> new AuthorizedKeysAuthenticator(file).authenticate(user, key, session))
        .orElse(false);
  }

  /** Empty at each start: what an earlier process left there was never acknowledged. */
  private static Path staging(Optional<Path> data) throws IOException {
    Path staging =
        data.isPresent()
            ? Files.createDirectories(data.get().resolve("staging"))
            : Files.createTempDirectory("chartdrop-sftp-");
    empty(staging);
    return staging;
  }

  private static void empty(Path staging) throws IOException {
    try (Stream<Path> left = Files.list(staging)) {
      for (Path file : left.toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  static S3Client client(URI s3) {
    return S3Client.builder()
        .endpointOverride(s3)
        .forcePathStyle(true)
        .region(Region.of(environment("AWS_REGION", "us-east-1")))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    environment("AWS_ACCESS_KEY_ID", "local"),
                    environment("AWS_SECRET_ACCESS_KEY", "local"))))
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static String environment(String name, String otherwise) {
    return Optional.ofNullable(System.getenv(name))
        .filter(value -> !value.isBlank())
        .orElse(otherwise);
  }

  /** Each session gets the folder of the user who logged in, and no other. */
  private record TenantFileSystems(S3Client s3, String inbox, Path staging)
      implements FileSystemFactory {
    @Override
    public Path getUserHomeDir(SessionContext session) {
      return fileSystem(session).getDefaultDir();
    }

    @Override
    public FileSystem createFileSystem(SessionContext session) {
      return fileSystem(session);
    }

    private TenantFileSystem fileSystem(SessionContext session) {
      TenantFolder folder = new TenantFolder(s3, inbox, session.getUsername());
      return new TenantFileSystem(new TenantFileSystemProvider(folder, staging));
    }
  }
}
