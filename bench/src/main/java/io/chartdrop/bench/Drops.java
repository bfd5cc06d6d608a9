package io.chartdrop.bench;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.FileLedger;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.LedgerPage;
import io.chartdrop.records.tenant.TenantId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What one clinic drops, and what the ledger says of it. */
final class Drops implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int PAGE = 100;

  private final TenantId tenant;
  private final String inbox;
  private final S3Client s3;
  private final DynamoDbClient client;
  private final FileLedger ledger;

  Drops(Cloud cloud, TenantId tenant) {
    this.tenant = tenant;
    this.inbox = cloud.setting("CHARTDROP_INBOX");
    this.s3 = cloud.s3();
    this.client = cloud.client(cloud.dynamoDb());
    this.ledger = cloud.ledger(client);
  }

  void put(String name, byte[] content) {
    put(name, RequestBody.fromBytes(content));
  }

  void put(String name, Path content) {
    put(name, RequestBody.fromFile(content));
  }

  private void put(String name, RequestBody content) {
    s3.putObject(put -> put.bucket(inbox).key(tenant.prefix() + name), content);
  }

  /** Waits until so many files whose names begin so are closed, all of whose rows must be new. */
  List<LedgerEntry> awaitStored(String prefix, int files) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      List<LedgerEntry> closed =
          entries().stream()
              .filter(entry -> entry.version().name().startsWith(prefix))
              .filter(entry -> entry.status().isFinal())
              .toList();
      if (closed.size() == files) {
        closed.forEach(Drops::requireStored);
        return closed;
      }
      Thread.sleep(LOOK.toMillis());
    }
    throw new IllegalStateException(prefix + " was not stored in " + PATIENCE.toMinutes() + " min");
  }

  private static void requireStored(LedgerEntry entry) {
    if (entry.rows().read() == 0 || entry.rows().read() != entry.rows().added()) {
      throw new IllegalStateException(entry.version().name() + " ended as " + entry.status());
    }
  }

  private List<LedgerEntry> entries() {
    List<LedgerEntry> entries = new ArrayList<>();
    Optional<FileId> after = Optional.empty();
    do {
      LedgerPage page = ledger.list(tenant, Optional.empty(), PAGE, after);
      entries.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return entries;
  }

  /** From the first claim to the last closing. */
  static double seconds(List<LedgerEntry> entries) {
    Instant begun = Instant.MAX;
    Instant ended = Instant.MIN;
    for (LedgerEntry entry : entries) {
      Instant its = entry.startedAt().orElseThrow();
      begun = its.isBefore(begun) ? its : begun;
      its = entry.finishedAt().orElseThrow();
      ended = its.isAfter(ended) ? its : ended;
    }
    return Duration.between(begun, ended).toNanos() / 1e9;
  }

  @Override
  public void close() {
    s3.close();
    client.close();
  }
}
