package io.chartdrop.journeys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.AcceptAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** One of the two clinics: what it does over SFTP, and what its operator does with {@code ops}. */
final class Clinic implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Product product;
  private final String id;
  private SshClient ssh;
  private ClientSession session;

  Clinic(Product product, String id) {
    this.product = product;
    this.id = id;
  }

  String id() {
    return id;
  }

  String password() {
    return id + "-demo";
  }

  void movesIn(String timeZone) {
    product
        .ops("tenants", "add", id, "--name", "The " + id + " clinic", "--time-zone", timeZone)
        .succeeds();
  }

  /** {@code ops drop}: uploads, follows, returns the outcome as {@code --json} prints it. */
  JsonNode drops(String name, String content) {
    Path file = write(name, content);
    return json(product.ops("drop", id, file.toString(), "--json", "--patience", "60")).get(0);
  }

  /** {@code ops find} with these options: all records that match. */
  List<JsonNode> finds(String... options) {
    List<JsonNode> records = new ArrayList<>();
    json(product.ops(find(options, "--all", "--json")).succeeds()).forEach(records::add);
    return records;
  }

  long counts(String... options) {
    return Long.parseLong(product.ops(find(options, "--count")).succeeds().out().strip());
  }

  /** {@code ops files}. */
  List<JsonNode> files() {
    List<JsonNode> files = new ArrayList<>();
    json(product.ops("files", id, "--limit", "1000", "--json").succeeds()).forEach(files::add);
    return files;
  }

  /** The rejects of a dropped file, from where its outcome says they are. */
  String rejectsOf(JsonNode outcome) {
    URI place = URI.create(outcome.get("rejects_at").asText());
    return product
        .s3()
        .getObjectAsBytes(get -> get.bucket(place.getHost()).key(place.getPath().substring(1)))
        .asUtf8String();
  }

  /** Uploads over SFTP; in the inbox when this returns. */
  void puts(String name, String content) {
    with(
        sftp -> {
          try (OutputStream out = sftp.write(name)) {
            out.write(content.getBytes(UTF_8));
          }
        });
  }

  /** Past SFTP, straight into the inbox. */
  void uploads(String name, byte[] content) {
    product
        .s3()
        .putObject(
            put -> put.bucket(product.address("CHARTDROP_INBOX")).key(id + "/" + name),
            RequestBody.fromBytes(content));
  }

  void renames(String from, String to) {
    with(sftp -> sftp.rename(from, to));
  }

  void removes(String name) {
    with(sftp -> sftp.remove(name));
  }

  /** All its files, oldest first, as they lie in the table. */
  List<LedgerRow> ledger() {
    return product.ledgerItems(id).stream().map(LedgerRow::of).toList();
  }

  /** The files of that name, oldest first. */
  List<LedgerRow> ledger(String name) {
    return ledger().stream().filter(row -> row.name().equals(name)).toList();
  }

  /** Waits until so many files of that name are closed; returns them, oldest first. */
  List<LedgerRow> awaitClosed(String name, int files) {
    return awaitLedger(
        name, rows -> rows.size() == files && rows.stream().allMatch(LedgerRow::isClosed));
  }

  LedgerRow awaitClosed(String name) {
    return awaitClosed(name, 1).get(0);
  }

  /** Waits until the only file of that name is as wanted; fails where it is closed before. */
  LedgerRow awaitInHand(String name, Predicate<LedgerRow> wanted) {
    LedgerRow row =
        awaitLedger(
                name, rows -> rows.stream().anyMatch(file -> file.isClosed() || wanted.test(file)))
            .get(0);
    assertThat(row.isClosed()).as("closed before anybody could look: %s", row).isFalse();
    return row;
  }

  private List<LedgerRow> awaitLedger(String name, Predicate<List<LedgerRow>> wanted) {
    return await(id + "/" + name)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        // an item that moto is about to make
        .ignoreExceptionsInstanceOf(NoSuchElementException.class)
        .until(() -> ledger(name), wanted::test);
  }

  /**
   * The medical record number of each record in its table, one for each record. {@code ops find}
   * would ask moto for a hundred pages, and moto looks through all records for each.
   */
  List<String> storedNumbers(String prefix) {
    return product
        .dynamoDb()
        .scanPaginator(
            scan ->
                scan.tableName(product.address("CHARTDROP_TABLE_RECORDS"))
                    .filterExpression("begins_with(pk, :start)")
                    .expressionAttributeValues(
                        Map.of(":start", AttributeValue.fromS(id + "#" + prefix)))
                    .projectionExpression("pk")
                    .consistentRead(true))
        .items()
        .stream()
        .map(item -> item.get("pk").s().substring(id.length() + 1))
        .toList();
  }

  /** Names in its inbox, one for each version that is there, overwritten ones too. */
  List<String> inbox() {
    return product
        .s3()
        .listObjectVersionsPaginator(
            list -> list.bucket(product.address("CHARTDROP_INBOX")).prefix(id + "/"))
        .versions()
        .stream()
        .map(ObjectVersion::key)
        .map(key -> key.substring(id.length() + 1))
        .toList();
  }

  /** A file of the operator's, to be dropped. */
  private Path write(String name, String content) {
    try {
      Path directory = Files.createDirectories(product.home().resolve("dropped"));
      return Files.writeString(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String[] find(String[] options, String... more) {
    return Stream.of(Stream.of("find", id), Arrays.stream(options), Arrays.stream(more))
        .flatMap(part -> part)
        .toArray(String[]::new);
  }

  private static JsonNode json(Finished command) {
    try {
      return JSON.readTree(command.out());
    } catch (IOException e) {
      throw new AssertionError("This is no JSON: " + command, e);
    }
  }

  @FunctionalInterface
  interface SftpWork {
    void on(SftpClient sftp) throws IOException;
  }

  /** Its SFTP session, with its password. */
  synchronized void with(SftpWork work) {
    try {
      // the server ends a session that has been idle for long
      if (session == null || !session.isOpen()) {
        signOut();
        signIn();
      }
      try (SftpClient sftp = SftpClientFactory.instance().createSftpClient(session)) {
        work.on(sftp);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void signIn() throws IOException {
    ssh = SshClient.setUpDefaultClient();
    ssh.setServerKeyVerifier(AcceptAllServerKeyVerifier.INSTANCE);
    ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    ssh.start();
    int port = Integer.parseInt(product.address("CHARTDROP_SFTP_PORT"));
    session = ssh.connect(id, "127.0.0.1", port).verify(PATIENCE).getSession();
    session.addPasswordIdentity(password());
    session.auth().verify(PATIENCE);
  }

  @Override
  public synchronized void close() {
    signOut();
  }

  private void signOut() {
    if (ssh != null) {
      session.close(true);
      ssh.stop();
    }
  }
}
