package io.chartdrop.operator;

import io.chartdrop.records.tenant.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "drop",
    description = "Uploads files over SFTP, follows each and says what became of it.",
    footer = {
      "",
      "The password is --password, or CHARTDROP_SFTP_PASSWORD, or on this machine the demo's.",
      "With --env say the --host too: no file of a clinic goes to the demo by mistake.",
      "Several files are uploaded at once. Interrupted, what was sent goes on being processed."
    })
final class DropCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The clinic's id.")
  String tenant = "";

  @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "CSV files.")
  List<Path> files = new ArrayList<>();

  @Option(names = "--host", paramLabel = "HOST", description = "SFTP host (this machine).")
  Optional<String> host = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "SFTP port (CHARTDROP_SFTP_PORT; 22 on another host).")
  Optional<Integer> port = Optional.empty();

  @Option(names = "--password", paramLabel = "PASSWORD", description = "The account's password.")
  Optional<String> password = Optional.empty();

  @Option(names = "--key", paramLabel = "FILE", description = "A private key instead.")
  Optional<Path> key = Optional.empty();

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "The name the file gets in the inbox; for one file.")
  Optional<String> as = Optional.empty();

  @Option(names = "--no-follow", description = "Upload, and do not wait for the outcome.")
  boolean noFollow;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      description = "Stop waiting after so long without news (${DEFAULT-VALUE}).")
  int patience = 300;

  @Option(names = "--json", description = "Print the outcomes as a JSON array.")
  boolean json;

  DropCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    TenantId id = Context.tenantId(tenant);
    List<Upload> uploads = uploads();
    SftpInbox.Account account = account(id);
    Terminal terminal = context.terminal();
    Drop drop =
        new Drop(
            id,
            () -> context.inbox(account),
            context.cloud(),
            Progress.on(terminal),
            Drop.POLL,
            Duration.ofSeconds(patience));
    List<Outcome> outcomes = noFollow ? drop.send(uploads) : drop.sendAndFollow(uploads);
    print(outcomes, terminal);
    return exitCode(outcomes, noFollow);
  }

  private void print(List<Outcome> outcomes, Terminal terminal) {
    if (json) {
      try (Json.ArrayWriter array = new Json.ArrayWriter(terminal)) {
        outcomes.forEach(outcome -> array.add(Json.outcome(outcome)));
      }
    } else {
      OutcomeText text = new OutcomeText(terminal);
      outcomes.forEach(text::print);
    }
  }

  static int exitCode(List<Outcome> outcomes, boolean onlySent) {
    if (outcomes.stream().anyMatch(outcome -> outcome.sha256().isEmpty())) {
      return ExitCodes.NOT_TAKEN;
    }
    if (onlySent) {
      return ExitCodes.OK;
    }
    if (outcomes.stream().anyMatch(outcome -> outcome.error().isPresent())) {
      return ExitCodes.UNREACHABLE;
    }
    return outcomes.stream().allMatch(Outcome::isTaken) ? ExitCodes.OK : ExitCodes.NOT_TAKEN;
  }

  private List<Upload> uploads() {
    if (as.isPresent() && files.size() > 1) {
      throw OpsException.usage("--as names one file: drop the others by themselves.");
    }
    List<Upload> uploads = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path file : files) {
      if (Files.isDirectory(file)) {
        throw OpsException.usage(file + " is a directory: name the files in it.");
      }
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw OpsException.usage("There is no file " + file + " that can be read.");
      }
      String name = as.orElse(String.valueOf(file.getFileName()));
      if (!names.add(name)) {
        throw OpsException.usage(
            "Two of the files are called " + name + ": drop one after another.");
      }
      uploads.add(new Upload(file, name, sizeOf(file)));
    }
    return uploads;
  }

  private static long sizeOf(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw OpsException.usage("Cannot read " + file + ": " + e.getMessage());
    }
  }

  private SftpInbox.Account account(TenantId id) {
    boolean elsewhere = context.addresses().areElsewhere();
    if (elsewhere && host.isEmpty()) {
      throw OpsException.usage(
          "Say where it takes files by SFTP: --host. This machine's is a demo.");
    }
    String place = host.orElse("127.0.0.1");
    SftpInbox.Account open = new SftpInbox.Account(id, place, 0, Optional.empty(), key);
    boolean demo = !elsewhere && open.isLoopback();
    int actualPort = port.orElseGet(() -> demo ? context.addresses().sftpPort() : 22);
    Optional<String> secret =
        password
            .or(() -> context.addresses().get("CHARTDROP_SFTP_PASSWORD"))
            .or(() -> demo ? Optional.of(id + "-demo") : Optional.empty());
    if (secret.isEmpty() && key.isEmpty()) {
      throw OpsException.usage("Say how to sign in at " + place + ": --key or --password.");
    }
    return new SftpInbox.Account(id, place, actualPort, secret, key);
  }
}
