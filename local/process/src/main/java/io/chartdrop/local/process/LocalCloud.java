package io.chartdrop.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * S3 with its three buckets and DynamoDB with its tables.
 *
 * <p>Where {@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL_DYNAMODB} is set (as an
 * environment variable or a system property of that name), that server is used and only its buckets
 * or tables are created: so the same tests run on moto. Otherwise the server is started as a
 * process from its app jar, on a free port, with nothing kept.
 */
public final class LocalCloud implements AutoCloseable {
  private static final String S3_VARIABLE = "AWS_ENDPOINT_URL_S3";
  private static final String DYNAMODB_VARIABLE = "AWS_ENDPOINT_URL_DYNAMODB";
  private static final Pattern TABLE = Pattern.compile("\"(\\w+)\"\\s*:\\s*\\{\\s*\"key\"");

  private final Plan plan;
  private final URI s3;
  private final URI dynamoDb;
  private final List<LocalProcess> processes;

  private LocalCloud(Plan plan, URI s3, URI dynamoDb, List<LocalProcess> processes) {
    this.plan = plan;
    this.s3 = s3;
    this.dynamoDb = dynamoDb;
    this.processes = List.copyOf(processes);
  }

  /** Everything named {@code chartdrop-local-...}, nothing kept. */
  public static LocalCloud start() {
    return plan().start();
  }

  /** How it is to be, beginning with what {@link #start()} does. */
  public static Plan plan() {
    return new Plan();
  }

  public URI s3() {
    return s3;
  }

  public URI dynamoDb() {
    return dynamoDb;
  }

  /** Those that were started; none for a server that was found. */
  public List<LocalProcess> processes() {
    return processes;
  }

  /** All variables by which a service of ours finds this cloud; the same it reads on AWS. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(S3_VARIABLE, s3.toString());
    variables.put(DYNAMODB_VARIABLE, dynamoDb.toString());
    variables.putAll(credentials());
    variables.put("CHARTDROP_INBOX", plan.prefix + "inbox");
    variables.put("CHARTDROP_ARCHIVE", plan.prefix + "archive");
    variables.put("CHARTDROP_ERRORS", plan.prefix + "errors");
    for (String table : tables()) {
      variables.put("CHARTDROP_TABLE_" + table.toUpperCase(Locale.ROOT), plan.prefix + table);
    }
    return Map.copyOf(variables);
  }

  /** Stops what was started; leaves alone what was found. */
  @Override
  public void close() {
    processes.forEach(LocalProcess::close);
  }

  /** DynamoDB Local takes letters and digits only; moto and S3Mock take anything. */
  private static Map<String, String> credentials() {
    return Map.of(
        "AWS_ACCESS_KEY_ID", setting("AWS_ACCESS_KEY_ID").orElse("local"),
        "AWS_SECRET_ACCESS_KEY", setting("AWS_SECRET_ACCESS_KEY").orElse("local"),
        "AWS_REGION", setting("AWS_REGION").orElse("us-east-1"));
  }

  private static Optional<String> setting(String name) {
    return Stream.of(System.getProperty(name, ""), System.getenv().getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  /** The environment names the tables, and tables.json is where they are defined. */
  private static List<String> tables() {
    try {
      String definition = Files.readString(Repository.root().resolve(Repository.TABLES));
      return TABLE.matcher(definition).results().map(found -> found.group(1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How the cloud is to be; each method returns this. */
  public static final class Plan {
    private String prefix = "chartdrop-local-";
    private int s3Port;
    private int dynamoDbPort;
    private @Nullable URI s3Elsewhere;
    private @Nullable URI dynamoDbElsewhere;
    private @Nullable Path data;
    private @Nullable Path logs;

    private Plan() {}

    /** Buckets and tables begin with this, so that tests sharing one server do not meet. */
    public Plan prefix(String start) {
      prefix = start;
      return this;
    }

    /** 0 for any free one, which is what it is unless set. */
    public Plan ports(int s3, int dynamoDb) {
      s3Port = s3;
      dynamoDbPort = dynamoDb;
      return this;
    }

    /** Uses these servers, whatever the variables say. */
    public Plan at(URI s3, URI dynamoDb) {
      s3Elsewhere = s3;
      dynamoDbElsewhere = dynamoDb;
      return this;
    }

    /** Keeps objects in {@code s3} and tables in {@code dynamodb} below this directory. */
    public Plan data(Path directory) {
      data = directory;
      return this;
    }

    /** Writes {@code s3.log} and {@code dynamodb.log} into this directory, which exists. */
    public Plan logs(Path directory) {
      logs = directory;
      return this;
    }

    /**
     * Returns when both are ready; they start side by side.
     *
     * @throws IllegalStateException where an app jar is not built or a server does not start
     */
    public LocalCloud start() {
      Optional<URI> s3Found =
          Optional.ofNullable(s3Elsewhere).or(() -> setting(S3_VARIABLE).map(URI::create));
      Optional<URI> dynamoDbFound =
          Optional.ofNullable(dynamoDbElsewhere)
              .or(() -> setting(DYNAMODB_VARIABLE).map(URI::create));
      LocalProcess.Command s3 = s3Command();
      LocalProcess.Command dynamoDb = dynamoDbCommand();
      List<LocalProcess> begun = new ArrayList<>();
      try {
        Supplier<URI> s3Address = begin(s3, s3Port, "s3", s3Found, begun);
        Supplier<URI> dynamoDbAddress =
            begin(dynamoDb, dynamoDbPort, "dynamodb", dynamoDbFound, begun);
        return new LocalCloud(this, s3Address.get(), dynamoDbAddress.get(), begun);
      } catch (RuntimeException e) {
        begun.forEach(LocalProcess::close);
        throw e;
      }
    }

    private LocalProcess.Command s3Command() {
      String buckets =
          Stream.of("inbox", "archive", "errors")
              .map(prefix::concat)
              .collect(Collectors.joining(","));
      return LocalProcess.jar("chartdrop-s3", Repository.appJar("local/s3"))
          .heap("256m")
          .arguments("--buckets", buckets);
    }

    private LocalProcess.Command dynamoDbCommand() {
      return LocalProcess.jar("chartdrop-dynamodb", Repository.appJar("local/dynamodb"))
          .heap("512m")
          .arguments("--tables", prefix);
    }

    private Supplier<URI> begin(
        LocalProcess.Command command,
        int port,
        String what,
        Optional<URI> found,
        List<LocalProcess> begun) {
      command.environment(credentials());
      if (found.isPresent()) {
        command.arguments("--init-only", "--endpoint", found.get().toString()).runToEnd();
        return found::get;
      }
      command.withParent().arguments("--port", Integer.toString(port));
      if (data != null) {
        command.arguments("--data", data.resolve(what).toString());
      }
      if (logs != null) {
        command.log(logs.resolve(what + ".log"));
      }
      LocalProcess process = command.begin();
      begun.add(process);
      return () -> process.awaitReady().address();
    }
  }
}
