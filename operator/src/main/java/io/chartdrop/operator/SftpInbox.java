package io.chartdrop.operator;

import io.chartdrop.records.Sha256;
import io.chartdrop.records.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.DefaultKnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A tenant's SFTP account: one session, one channel for each file. */
final class SftpInbox implements Inbox {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int BUFFER = 32 * 1024;

  private final SshClient client;
  private final ClientSession session;

  /**
   * @param key a private key without a passphrase, tried before the password
   */
  record Account(
      TenantId tenant, String host, int port, Optional<String> password, Optional<Path> key) {

    String address() {
      return host + ":" + port;
    }

    /** The demo's passwords and its unknown host key are good enough only here. */
    boolean isLoopback() {
      try {
        return InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }
  }

  private SftpInbox(SshClient client, ClientSession session) {
    this.client = client;
    this.session = session;
  }

  /**
   * @throws OpsException if nothing answers, the host is unknown or the sign-in is refused
   */
  static SftpInbox open(Account account) {
    SshClient client = SshClient.setUpDefaultClient();
    client.setServerKeyVerifier(verifier(account));
    // this account and nothing from ~/.ssh: the keys found there belong to another user name
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.start();
    try {
      return new SftpInbox(client, signedIn(client, account));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      client.stop();
      throw e instanceof OpsException known ? known : explained(account, e);
    }
  }

  private static ServerKeyVerifier verifier(Account account) {
    return account.isLoopback()
        ? AcceptAllServerKeyVerifier.INSTANCE
        : new DefaultKnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, true);
  }

  private static ClientSession signedIn(SshClient client, Account account)
      throws IOException, GeneralSecurityException {
    ClientSession session =
        client
            .connect(account.tenant().value(), account.host(), account.port())
            .verify(PATIENCE)
            .getSession();
    if (account.key().isPresent()) {
      session.addPublicKeyIdentity(keyIn(account.key().get()));
    }
    account.password().ifPresent(session::addPasswordIdentity);
    session.auth().verify(PATIENCE);
    return session;
  }

  private static KeyPair keyIn(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Iterable<KeyPair> keys =
          SecurityUtils.loadKeyPairIdentities(null, file::toString, in, FilePasswordProvider.EMPTY);
      if (keys == null || !keys.iterator().hasNext()) {
        throw OpsException.usage(file + " holds no private key.");
      }
      return keys.iterator().next();
    }
  }

  private static OpsException explained(Account account, Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnresolvedAddressException) {
        String cure = account.isLoopback() ? "start ./run first" : "check --host and --port";
        return OpsException.unreachable(
            "Nothing answers at " + account.address() + ": " + cure + ".");
      }
    }
    String words = String.valueOf(e.getMessage());
    if (words.contains("Server key did not validate")) {
      return OpsException.unreachable(
          "The key of %s is not in ~/.ssh/known_hosts: sign in once with sftp and compare it."
              .formatted(account.address()));
    }
    if (words.contains("No more authentication methods")) {
      return OpsException.unreachable(
          "%s does not let %s in: check the clinic's id, the password or --key."
              .formatted(account.address(), account.tenant()));
    }
    return OpsException.unreachable(
        "No SFTP session with " + account.address() + ": " + words + ".");
  }

  @Override
  public String put(Upload upload, LongConsumer sent) throws IOException {
    MessageDigest sha = Sha256.digest();
    try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session);
        InputStream in = new DigestInputStream(Files.newInputStream(upload.file()), sha);
        OutputStream out =
            sftp.write(
                upload.name(), EnumSet.of(OpenMode.Create, OpenMode.Write, OpenMode.Truncate))) {
      byte[] buffer = new byte[BUFFER];
      long total = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        total += n;
        sent.accept(total);
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }

  @Override
  public void close() {
    session.close(false);
    client.stop();
  }
}
