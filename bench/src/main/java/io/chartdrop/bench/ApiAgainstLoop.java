package io.chartdrop.bench;

import static java.util.concurrent.CompletableFuture.supplyAsync;

import io.chartdrop.bench.RequestRecorder.ChunkRequests;
import io.chartdrop.local.process.LocalProcess;
import io.chartdrop.records.patient.PatientRecord;
import io.chartdrop.records.patient.RecordQuery;
import io.chartdrop.records.tenant.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** With a million records stored: look-ups through the API beside bare SDK calls. */
final class ApiAgainstLoop implements Bench.Part {
  private static final long RECORDS = Long.getLong("bench.records", 1_000_000);
  private static final Rows ROWS = new Rows("Q");

  /** Different things to ask for, made before anybody looks at a clock. */
  private static final int ASKED = 10_000;

  private static final int CLIENTS = 16;
  private static final int ROUNDS = 5;
  private static final Duration ROUND = Duration.ofSeconds(5);

  /** Fewer than are measured, so that the compilers get their share of the processors. */
  private static final int CLIENTS_TO_WARM_UP = 4;

  private static final int MOST_TURNS_TO_WARM_UP = 120;

  private static final int CHUNK = 100;
  private static final double PROMISED = 0.7;

  @Override
  public void measure(Cloud cloud, Report report) throws Exception {
    TenantId tenant = cloud.tenant(Api.CLINIC);
    try (DynamoDbClient client = cloud.client(cloud.dynamoDb())) {
      long nanos = store(cloud, client, tenant);
      report.say("%,d records stored in %.0f s", RECORDS, nanos / 1e9);
    }
    measure(cloud, report, tenant, "store on this machine", cloud.dynamoDb());
    try (LocalProcess far = cloud.farStore(Duration.ofMillis(5), FarStore.Rows.STORED)) {
      measure(cloud, report, tenant, "store 5 ms away", far.address());
    }
  }

  private static long store(Cloud cloud, DynamoDbClient client, TenantId tenant) throws Exception {
    AtomicLong next = new AtomicLong();
    return BareLoop.timed(
        CLIENTS,
        () -> {
          for (long from = next.getAndAdd(CHUNK); from < RECORDS; from = next.getAndAdd(CHUNK)) {
            List<PatientRecord> chunk =
                LongStream.range(from, from + CHUNK)
                    .mapToObj(row -> ROWS.record(tenant, row))
                    .toList();
            ChunkRequests requests = RequestRecorder.ofChunk(cloud.tables(), tenant, chunk);
            requests.writes().forEach(client::batchWriteItem);
          }
        });
  }

  private static void measure(Cloud cloud, Report report, TenantId tenant, String where, URI store)
      throws Exception {
    List<Long> rows = ThreadLocalRandom.current().longs(ASKED, 0, RECORDS).boxed().toList();
    List<QueryRequest> lookUps =
        rows.stream()
            .map(row -> RecordQuery.ofMrn(ROWS.number(row)))
            .map(query -> RequestRecorder.ofSearch(cloud.tables(), tenant, query).get(0))
            .toList();
    List<List<QueryRequest>> searches =
        rows.stream()
            .map(row -> byLastName(Rows.lastName(row)))
            .map(query -> RequestRecorder.ofSearch(cloud.tables(), tenant, query))
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(64);
    try (DynamoDbClient client = cloud.client(store);
        Api api = Api.start(cloud, store)) {
      double ratio =
          compare(
              report,
              "MRN look-up, " + where,
              api.pid(),
              i -> requireFound(client.query(lookUps.get(i)).items().size() == 1),
              i -> {
                String number = ROWS.number(rows.get(i));
                requireFound(api.records("mrn", number).contains(number));
              });
      report.atLeast("API / loop, MRN look-up, " + where, "%.2f".formatted(ratio), ratio, PROMISED);
      double names =
          compare(
              report,
              "name search, " + where,
              api.pid(),
              i -> search(client, cloud.tables().records(), searches.get(i), threads),
              i -> {
                String name = Rows.lastName(rows.get(i));
                requireFound(api.records("last_name", name).contains(name));
              });
      report.measured("API / loop, name search, " + where, "%.2f".formatted(names));
    } finally {
      threads.shutdown();
    }
  }

  private static RecordQuery byLastName(String name) {
    RecordQuery all = RecordQuery.all();
    return new RecordQuery(
        all.medicalRecordNumber(),
        Optional.of(name),
        all.firstName(),
        all.from(),
        all.to(),
        all.notes(),
        all.limit(),
        all.next());
  }

  /** Bare calls and the API in turns, when both are warm. */
  private static double compare(
      Report report, String what, long service, IntConsumer bare, IntConsumer api)
      throws Exception {
    Rounds bareRates = new Rounds();
    Rounds apiRates = new Rounds();
    List<Long> bareTimes = new ArrayList<>();
    List<Long> apiTimes = new ArrayList<>();
    warmUp(report, what + ", loop", ProcessHandle.current().pid(), bare);
    warmUp(report, what + ", API", service, api);
    for (int round = 1; round <= ROUNDS; round++) {
      List<Long> bareRound = clients(CLIENTS, bare);
      List<Long> apiRound = clients(CLIENTS, api);
      report.say(
          "%s, round %d: loop %,.0f, API %,.0f a second",
          what, round, rate(bareRound), rate(apiRound));
      bareRates.add(rate(bareRound));
      apiRates.add(rate(apiRound));
      bareTimes.addAll(bareRound);
      apiTimes.addAll(apiRound);
    }
    report.measured(what + ", bare loop", bareRates.median("%,.0f/s") + percentiles(bareTimes));
    report.measured(what + ", API", apiRates.median("%,.0f/s") + percentiles(apiTimes));
    return apiRates.medianRatioTo(bareRates);
  }

  /** Until the compilers of the JVM that answers have hardly anything left to do. */
  private static void warmUp(Report report, String what, long pid, IntConsumer ask)
      throws Exception {
    Compilers compilers = Compilers.of(pid);
    double share = 1;
    int turn = 0;
    while (turn < MOST_TURNS_TO_WARM_UP && !Compilers.areDone(share)) {
      double rate = rate(clients(CLIENTS_TO_WARM_UP, ask));
      share = compilers.share();
      turn++;
      report.say(
          "%s, turn %d to warm up: %,.0f a second, compilers at work %.0f %% of it",
          what, turn, rate, 100 * share);
    }
  }

  /** Each client asks for one thing after another; how long each answer took. */
  private static List<Long> clients(int clients, IntConsumer ask) throws Exception {
    ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + ROUND.toNanos();
    BareLoop.timed(
        clients,
        () -> {
          for (long begun = System.nanoTime(); begun < end; begun = System.nanoTime()) {
            ask.accept(ThreadLocalRandom.current().nextInt(ASKED));
            times.add(System.nanoTime() - begun);
          }
        });
    return List.copyOf(times);
  }

  private static double rate(List<Long> times) {
    return times.size() / (ROUND.toNanos() / 1e9);
  }

  private static String percentiles(List<Long> times) {
    long[] sorted = times.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return ", p50 %.1f ms, p99 %.1f ms"
        .formatted(sorted[sorted.length / 2] / 1e6, sorted[sorted.length * 99 / 100] / 1e6);
  }

  /** The first page of each partition, all at once, and then the records of the answer's page. */
  private static void search(
      DynamoDbClient client, String table, List<QueryRequest> queries, ExecutorService threads) {
    List<CompletableFuture<List<Map<String, AttributeValue>>>> pages =
        queries.stream()
            .map(query -> supplyAsync(() -> client.query(query).items(), threads))
            .toList();
    List<Map<String, AttributeValue>> keys =
        pages.stream()
            .flatMap(page -> page.join().stream())
            .sorted(Comparator.comparing(item -> text(item, "by_name_sk")))
            .limit(RecordQuery.DEFAULT_LIMIT)
            .map(item -> Map.of("pk", value(item, "pk"), "sk", value(item, "sk")))
            .toList();
    Map<String, KeysAndAttributes> wanted =
        Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    Map<String, List<Map<String, AttributeValue>>> found =
        client.batchGetItem(get -> get.requestItems(wanted)).responses();
    requireFound(found.getOrDefault(table, List.of()).size() == RecordQuery.DEFAULT_LIMIT);
  }

  private static String text(Map<String, AttributeValue> item, String attribute) {
    return value(item, attribute).s();
  }

  private static AttributeValue value(Map<String, AttributeValue> item, String attribute) {
    return Objects.requireNonNull(item.get(attribute));
  }

  private static void requireFound(boolean found) {
    if (!found) {
      throw new IllegalStateException("What is stored was not found");
    }
  }
}
