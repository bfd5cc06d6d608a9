package io.chartdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.BadPageTokenException;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** {@code ./ops}: the operator's command line. */
@Command(
    name = "ops",
    description = "Drops files into Chartdrop, finds files and records again, and mends.",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a file was REJECTED or FAILED, or could not be uploaded or read again",
      "2:the command was not understood",
      "3:nothing answers, or not in time"
    })
final class Ops {
  private static final String ENVIRONMENT = "--env";

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Say how a command is used.")
  boolean help;

  @Option(
      names = ENVIRONMENT,
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "On AWS, in this environment: its names are asked of the parameter store.")
  String environment = "";

  private Ops() {}

  public static void main(String[] args) {
    // not System.out: its charset is the locale's, and a clinic's notes are not
    PrintWriter out = writer(FileDescriptor.out);
    PrintWriter err = writer(FileDescriptor.err);
    Terminal terminal = Terminal.of(out, err, System.getProperties(), System.getenv());
    int exitCode;
    try {
      Addresses addresses =
          environment(args)
              .map(name -> Parameters.of(name, System.getenv()))
              .orElseGet(() -> Addresses.of(System.getenv()));
      BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      try (Cloud cloud = new AwsCloud(addresses)) {
        exitCode = run(new Context(terminal, addresses, cloud, SftpInbox::open, answers), args);
      }
    } catch (OpsException e) {
      terminal.note(e.sentence());
      exitCode = e.exitCode();
    }
    out.flush();
    err.flush();
    System.exit(exitCode);
  }

  /** Needed before there are commands, for these are made with what it leads to. */
  static Optional<String> environment(String... args) {
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith(ENVIRONMENT + "=")) {
        return Optional.of(args[i].substring(ENVIRONMENT.length() + 1));
      }
      if (args[i].equals(ENVIRONMENT) && i + 1 < args.length) {
        return Optional.of(args[i + 1]);
      }
    }
    return Optional.empty();
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), UTF_8), false);
  }

  static int run(Context context, String... args) {
    Terminal terminal = context.terminal();
    return new CommandLine(new Ops())
        .addSubcommand(new DropCommand(context))
        .addSubcommand(new FindCommand(context))
        .addSubcommand(new FilesCommand(context))
        .addSubcommand(new RejectsCommand(context))
        .addSubcommand(new RetryCommand(context))
        .addSubcommand(new ReplayCommand(context))
        .addSubcommand(new UndoCommand(context))
        .addSubcommand(new EraseCommand(context))
        .addSubcommand(new TenantsCommand(context))
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setColorScheme(Help.defaultColorScheme(terminal.ansi()))
        .setUsageHelpWidth(Math.min(100, terminal.width()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(LocalDate.class, Ops::day)
        .setParameterExceptionHandler(misunderstood(terminal))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, context, e))
        .execute(args);
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("a day is written like 2026-03-01, not " + text);
    }
  }

  private static IParameterExceptionHandler misunderstood(Terminal terminal) {
    return (e, args) -> {
      if (args.length == 0) {
        e.getCommandLine().usage(terminal.err());
        return ExitCodes.USAGE;
      }
      String name = e.getCommandLine().getCommandSpec().qualifiedName();
      boolean noCommand =
          e instanceof UnmatchedArgumentException unmatched
              && !unmatched.isUnknownOption()
              && e.getCommandLine().getParent() == null;
      String words = noCommand ? "There is no command " + args[0] : String.valueOf(e.getMessage());
      terminal.note(Text.oneLine(words) + ". See: ./" + name + " --help");
      return ExitCodes.USAGE;
    };
  }

  private static int failed(Terminal terminal, Context context, Exception e) {
    OpsException known = explained(context.addresses(), e);
    terminal.note(known.sentence());
    return known.exitCode();
  }

  static OpsException explained(Addresses addresses, Exception e) {
    if (e instanceof OpsException known) {
      return known;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return OpsException.unreachable(
            addresses
                .dynamoDb()
                .map(where -> "Nothing answers at " + where + ": start ./run first.")
                .orElse("AWS does not answer: check the network and the region."));
      }
    }
    if (e instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
      return OpsException.unreachable(
          "%s refuses: %s"
              .formatted(
                  aws.awsErrorDetails().serviceName(), aws.awsErrorDetails().errorMessage()));
    }
    if (e instanceof SdkException || e instanceof BadPageTokenException) {
      return OpsException.unreachable(Text.oneLine(String.valueOf(e.getMessage())));
    }
    return OpsException.unreachable("This is a fault of ops: " + e);
  }
}
