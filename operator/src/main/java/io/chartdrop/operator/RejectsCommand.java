package io.chartdrop.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.file.StoredObject;
import io.chartdrop.records.tenant.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "rejects",
    description = "Fetches a file's rejected rows, to be mended and dropped again.",
    footer = {"", "The rows hold patients' data: delete the copy when it is dropped."})
final class RejectsCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The clinic's id.")
  String tenant = "";

  @Parameters(index = "1", paramLabel = "FILE_ID", description = "As drop and files print it.")
  String fileId = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to; never over another file (mend-FILE_ID.csv); @|bold -|@ prints them.")
  Optional<String> out = Optional.empty();

  RejectsCommand(Context context) {
    this.context = context;
  }

  /** What to type for this file. */
  static String line(LedgerEntry entry) {
    return "./ops rejects " + entry.tenant() + " " + entry.fileId();
  }

  @Override
  public Integer call() {
    TenantId id = Context.tenantId(tenant);
    LedgerEntry entry = context.requireFile(id, fileId);
    StoredObject rejects =
        entry
            .rejects()
            .orElseThrow(() -> OpsException.usage("File " + fileId + " has no rejected rows."));
    String target = out.orElse("mend-" + fileId + ".csv");
    try (InputStream csv = context.cloud().objects().open(rejects)) {
      if (target.equals("-")) {
        new InputStreamReader(csv, UTF_8).transferTo(context.terminal().out());
        return ExitCodes.OK;
      }
      Files.copy(csv, Path.of(target));
    } catch (FileAlreadyExistsException e) {
      throw OpsException.usage(target + " is there already: name another file with --out.");
    } catch (IOException e) {
      throw OpsException.usage("Cannot write " + target + ": " + e.getMessage());
    }
    context
        .terminal()
        .out()
        .printf(
            "%s of %s in %s%nMend what its last columns say, and then:%n  ./ops drop %s %s%n",
            Text.count(entry.rows().rejected(), "row"),
            Text.oneLine(entry.version().name()),
            target,
            id,
            target);
    return ExitCodes.OK;
  }
}
