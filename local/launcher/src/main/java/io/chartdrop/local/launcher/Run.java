package io.chartdrop.local.launcher;

import io.chartdrop.local.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Option;

/** {@code ./run}. */
@Command(
    name = "run",
    description = "Starts Chartdrop on this machine, drops sample files into it and shows them.",
    footer = {
      "",
      "With --port-base N: web N, API N+1, routes N+2, sign-in N+3, S3 N+4, DynamoDB N+5,",
      "SFTP N+6, management of the web N+10 and of the API N+11.",
      "Addresses are in .chartdrop/env and logs in .chartdrop/logs while it runs."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:stopped, and with --once: every sample ended as it should",
      "1:it could not start, a service died, or a sample ended otherwise",
      "2:the command was not understood"
    })
final class Run implements Callable<Integer> {
  private static final String KEPT = "samples-are-in";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Say how this is used.")
  boolean help;

  @Option(names = "--once", description = "Stop when the samples are through.")
  boolean once;

  @Option(names = "--empty", description = "Start without the sample files.")
  boolean empty;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep objects, records and the SFTP host key there.")
  Optional<Path> data = Optional.empty();

  @Option(names = "--port-base", paramLabel = "N", description = "Move all ports, see below.")
  Optional<Integer> portBase = Optional.empty();

  @Option(
      names = "--s3-endpoint",
      paramLabel = "URL",
      description = "Use the S3 that answers there; its buckets are created.")
  Optional<String> s3Endpoint = Optional.empty();

  @Option(
      names = "--dynamodb-endpoint",
      paramLabel = "URL",
      description = "Use the DynamoDB that answers there; its tables are created.")
  Optional<String> dynamoDbEndpoint = Optional.empty();

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      description = "How buckets and tables begin (${DEFAULT-VALUE}).")
  String prefix = "chartdrop-local-";

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Put .chartdrop there: a second run beside this one.")
  Optional<Path> home = Optional.empty();

  private final Screen screen;
  private final Path root;

  private Run(Screen screen, Path root) {
    this.screen = screen;
    this.root = root;
  }

  public static void main(String[] args) {
    Screen screen = Screen.of(System.getProperties(), System.getenv());
    int exitCode;
    try {
      exitCode =
          new CommandLine(new Run(screen, Repository.root()))
              .setColorScheme(Help.defaultColorScheme(screen.ansi()))
              .setUsageHelpWidth(96)
              .setParameterExceptionHandler((e, command) -> misunderstood(e))
              .setExecutionExceptionHandler((e, command, parsed) -> failed(e))
              .execute(args);
    } catch (IllegalStateException e) {
      exitCode = failed(e);
    }
    System.exit(exitCode);
  }

  private static int misunderstood(Exception e) {
    System.err.println(e.getMessage() + ". See: ./run --help");
    return CommandLine.ExitCode.USAGE;
  }

  private static int failed(Exception e) {
    String words = e instanceof LaunchException known ? known.sentence() : String.valueOf(e);
    if (!Ending.isUnderWay()) {
      System.err.println(words);
    }
    return 1;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    Ports ports = portBase.map(Ports::from).orElse(Ports.USUAL);
    Path base = home.map(Run::fromCaller).orElse(root);
    Path own = base.resolve(".chartdrop");
    Path logs = Files.createDirectories(own.resolve("logs"));
    try (Ending ending = new Ending()) {
      ending.add(RunLock.take(own.resolve("lock")));
      useStores();
      ports.requireFree(s3Endpoint.isEmpty(), dynamoDbEndpoint.isEmpty());

      screen.heading("Chartdrop starts; this takes up to half a minute");
      Services services = new Services(ports, prefix, root, own);
      ending.add(services);
      services.start(
          keptData(), ready -> screen.line("%-10s%s".formatted(ready.name(), ready.address())));
      services.onDeath(name -> ending.because(name, logs));
      ending.add(EnvFile.write(own.resolve("env"), services.environment()));

      Operator operator = new Operator(base, screen);
      ending.add(operator);
      boolean asExpected = new Demo(root, screen, operator, marker()).show(!empty);
      if (once) {
        screen.heading(
            "%s, %d s in all."
                .formatted(
                    asExpected ? "All went as it should" : "Not all went as it should",
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds()));
        return asExpected ? 0 : 1;
      }
      whatNext(ports);
      new CountDownLatch(1).await(); // until Ctrl-C, whose hook ends everything
      return 0;
    }
  }

  /** Keys are made up even beside real ones in the shell: they end up in a file. */
  private void useStores() {
    System.setProperty("AWS_ACCESS_KEY_ID", "local");
    System.setProperty("AWS_SECRET_ACCESS_KEY", "local");
    System.setProperty("AWS_REGION", "us-east-1");
    s3Endpoint.ifPresent(url -> System.setProperty("AWS_ENDPOINT_URL_S3", url));
    dynamoDbEndpoint.ifPresent(url -> System.setProperty("AWS_ENDPOINT_URL_DYNAMODB", url));
  }

  private Optional<Path> keptData() {
    return data.map(Run::fromCaller);
  }

  /** {@code ./run} changed into the checkout; a relative path is meant from where it was typed. */
  private static Path fromCaller(Path directory) {
    Path caller = Path.of(System.getProperty("run.caller", ""));
    return caller.resolve(directory).toAbsolutePath().normalize();
  }

  /** Kept data holds the samples already; a second time all of them would be duplicates. */
  private Optional<Path> marker() {
    return keptData().map(directory -> directory.resolve(KEPT));
  }

  /** Each command stands in a line of its own, to be copied as it is. */
  private void whatNext(Ports ports) {
    screen.heading("Try next");
    advice(
        "See it as a clinic's staff do; sign in as riverside with riverside-demo, or as lakeside:",
        "http://127.0.0.1:%d".formatted(ports.web()));
    advice(
        "Drop a file of your own, or this one:", "./ops drop riverside local/samples/try-this.csv");
    advice(
        "Find records, by any option of ./ops find --help:",
        "./ops find riverside --last-name Greengrass");
    advice(
        "Read what the API answers; middletier/README.md shows how to get a token and ask:",
        "http://127.0.0.1:%d/docs".formatted(ports.api()));
    advice(
        "Upload as a clinic does, with password riverside-demo:",
        "sftp -P %d riverside@127.0.0.1".formatted(ports.sftp()));
    screen.heading("Ctrl-C stops everything.");
  }

  private void advice(String what, String command) {
    screen.line(what);
    screen.line("  " + screen.styled("bold", command));
  }
}
