package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Wire.Answer;
import io.chartdrop.journeys.Wire.Call;
import io.chartdrop.journeys.Wire.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Select;

/**
 * SIGKILL at a chosen request, {@code -Dattack.kills=} times (40), drawn with {@code
 * -Dattack.seed=}: before the store has seen it, or when the store is done and nobody hears of it.
 * A killed worker is replaced at once, so what a kill costs is the start of a JVM. After forty all
 * is reckoned up, and the next forty find stores that are empty.
 */
@Tag("attack")
class KilledWorkersIT {
  private static final int KILLS = Integer.getInteger("attack.kills", 40);
  private static final long SEED = Long.getLong("attack.seed", System.nanoTime());
  private static final Random RANDOM = new Random(SEED);
  private static final int KILLS_OF_A_ROUND = 40;
  private static final int WORKERS = 3;
  private static final int ROWS = 10_000;
  private static final int SHORT = 1_000;

  /** A file may be in hand at any number of kills; that five are too many, DeadlyFilesIT shows. */
  private static final Map<String, String> PATIENT = Map.of("INTAKE_MAXATTEMPTS", "1000");

  private static Product product;

  private final List<Victim> victims = new ArrayList<>();
  private final List<SentFile> sent = new ArrayList<>();
  private final Map<String, Integer> hits = new TreeMap<>();

  @BeforeEach
  void start() {
    product = Product.withoutWorker();
  }

  @AfterEach
  void stop() {
    victims.forEach(victim -> victim.worker.close());
    product.close();
  }

  /** The kills of each round. */
  static IntStream rounds() {
    return IntStream.iterate(KILLS, left -> left > 0, left -> left - KILLS_OF_A_ROUND)
        .map(left -> Math.min(left, KILLS_OF_A_ROUND));
  }

  /** A request of a file's journey: the n-th of its kind from now on, of one worker. */
  private static final class Joint {
    final String name;
    final Predicate<Call> kind;
    final AtomicInteger left;
    final boolean afterwards;

    Joint(String name, Predicate<Call> kind, int nth, boolean afterwards) {
      this.name = (afterwards ? "after " : "before ") + name;
      this.kind = kind;
      this.left = new AtomicInteger(nth);
      this.afterwards = afterwards;
    }

    boolean isReachedBy(Call call) {
      return kind.test(call) && left.decrementAndGet() == 0;
    }
  }

  /** A worker, and where it is to die. */
  private static final class Victim {
    final AtomicReference<Joint> armed;
    final Worker worker;
    volatile boolean killed;

    Victim(Joint joint) {
      armed = new AtomicReference<>(joint);
      worker = new Worker(product, PATIENT, worker -> (call, store) -> pass(worker, call, store));
    }

    private Answer pass(Worker worker, Call call, Store store) {
      Joint joint = armed.get();
      if (joint == null || !joint.isReachedBy(call)) {
        return store.answer();
      }
      if (joint.afterwards) {
        store.answer();
      }
      killed = true;
      throw worker.killed();
    }
  }

  @ParameterizedTest(name = "{0} kills")
  @MethodSource("rounds")
  void workersKilledAtAnyPoint_loseNoRow_storeNoneTwice_andCloseEachFileOnce(int most) {
    // three workers · a clinic with a file of 10,000 rows in hand, another with three of 1,000; one
    // row in a hundred is bad
    System.out.println("attack.kills=" + KILLS + " attack.seed=" + SEED + ", now " + most);
    List<SentFile> open = new ArrayList<>();
    int kills = 0;
    while (kills < most) {
      refill(open);
      while (victims.size() < WORKERS) {
        victims.add(new Victim(anyJoint()));
      }
      await("a kill, or a file's end")
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(200))
          .until(() -> victims.stream().anyMatch(KilledWorkersIT::isDead) || anyClosed(open));
      for (Victim victim : victims.stream().filter(KilledWorkersIT::isDead).toList()) {
        assertThat(victim.killed).as("it died of us").isTrue();
        kills++;
        hits.merge(victim.armed.get().name, 1, Integer::sum);
        System.out.println("kill " + kills + " " + victim.armed.get().name);
        victim.worker.close();
        victims.remove(victim);
        nothingIsArchivedEarly(open);
      }
    }

    victims.forEach(victim -> victim.armed.set(null));
    victims.add(new Victim(null)); // the others may be dying
    for (Clinic clinic : List.of(product.riverside(), product.lakeside())) {
      Reckoning reckoning = new Reckoning(product, clinic, sent);
      reckoning.awaitAllClosed(Duration.ofMinutes(2));
      reckoning.holds();
    }
    System.out.println(kills + " kills, " + sent.size() + " files: " + hits);
  }

  private static boolean isDead(Victim victim) {
    return !victim.worker.isAlive();
  }

  private void refill(List<SentFile> open) {
    open.removeIf(KilledWorkersIT::isClosed);
    if (open.stream().noneMatch(file -> file.rows() == ROWS)) {
      open.add(send(product.riverside(), ROWS));
    }
    while (open.size() < 4) {
      open.add(send(product.lakeside(), SHORT));
    }
  }

  private SentFile send(Clinic clinic, int rows) {
    int number = sent.size();
    SentFile file =
        new SentFile(clinic, "f%d.csv".formatted(number), "F%dN".formatted(number), rows, 100);
    sent.add(file);
    file.send();
    return file;
  }

  private Joint anyJoint() {
    boolean afterwards = RANDOM.nextBoolean();
    return switch (RANDOM.nextInt(14)) {
      case 0 -> joint("the claim", KilledWorkersIT::isClaim, 1, afterwards);
      case 1 ->
          joint(
              "the claim on the bytes",
              call -> names(call, "IDEMPOTENCY") && call.is("PutItem", "UpdateItem"),
              1,
              afterwards);
      case 2 -> joint("the download", call -> call.is("GetObject"), 1, afterwards);
      case 3, 4 ->
          joint(
              "a chunk's look-up",
              call -> call.is("BatchGetItem"),
              1 + RANDOM.nextInt(40),
              afterwards);
      case 5, 6, 7 ->
          joint(
              "a chunk's write",
              call -> call.is("BatchWriteItem"),
              1 + RANDOM.nextInt(150),
              afterwards);
      case 8 ->
          joint(
              "a heartbeat",
              call -> call.is("UpdateItem") && !isClaim(call),
              1 + RANDOM.nextInt(5),
              afterwards);
      case 9 ->
          joint(
              "the rejects",
              call -> call.is("PutObject") && call.uri().contains("rejects"),
              1,
              afterwards);
      case 10 ->
          joint(
              "the report",
              call -> call.is("PutObject") && call.uri().contains("report"),
              1,
              afterwards);
      case 11 -> joint("the copy", call -> call.is("CopyObject"), 1, afterwards);
      case 12 -> joint("the closing", call -> call.is("TransactWriteItems"), 1, afterwards);
      default -> joint("the delete", call -> call.is("DeleteObject"), 1, afterwards);
    };
  }

  private static Joint joint(String name, Predicate<Call> kind, int nth, boolean afterwards) {
    return new Joint(name, kind, nth, afterwards);
  }

  private static boolean isClaim(Call call) {
    return call.is("UpdateItem") && names(call, "FILES") && call.body().contains("\"settings\"");
  }

  private static boolean names(Call call, String table) {
    return call.body().contains(product.address("CHARTDROP_TABLE_" + table));
  }

  private static boolean anyClosed(List<SentFile> files) {
    return files.stream().anyMatch(KilledWorkersIT::isClosed);
  }

  private static boolean isClosed(SentFile file) {
    return file.clinic().ledger(file.name()).stream().anyMatch(LedgerRow::isClosed);
  }

  /** What lies in the archive has all its rows in the store, even if nobody closed it yet. */
  private void nothingIsArchivedEarly(List<SentFile> files) {
    for (SentFile file : files) {
      boolean archived =
          product
              .s3()
              .listObjectsV2Paginator(
                  list ->
                      list.bucket(product.address("CHARTDROP_ARCHIVE"))
                          .prefix(file.clinic().id() + "/"))
              .contents()
              .stream()
              .anyMatch(object -> object.key().endsWith("/" + file.name()));
      if (archived) {
        assertThat(storedRows(file))
            .as("in the archive: %s", file)
            .isEqualTo(file.goodRows().size());
      }
    }
  }

  private int storedRows(SentFile file) {
    int rows = 0;
    for (int shard = 0; shard < 8; shard++) {
      String partition = file.clinic().id() + "#" + shard;
      rows +=
          product
              .dynamoDb()
              .queryPaginator(
                  query ->
                      query
                          .tableName(product.address("CHARTDROP_TABLE_RECORDS"))
                          .indexName("by_name")
                          .select(Select.COUNT)
                          .keyConditionExpression(
                              "#shard = :shard AND begins_with(by_name_sk, :name)")
                          .expressionAttributeNames(Map.of("#shard", "shard"))
                          .expressionAttributeValues(
                              Map.of(
                                  ":shard", AttributeValue.fromS(partition),
                                  ":name",
                                      AttributeValue.fromS(file.family().toLowerCase() + "#"))))
              .stream()
              .mapToInt(page -> page.count())
              .sum();
    }
    return rows;
  }
}
