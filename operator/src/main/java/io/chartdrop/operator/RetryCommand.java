package io.chartdrop.operator;

import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description = "Has files read again that were not taken, or not with all their rows.",
    footer = {
      "",
      "Mend the cause first: a fault of ours, the clinic's aliases or date order. A file that is",
      "itself at fault ends as before; its clinic mends it and uploads it again."
    })
final class RetryCommand implements Callable<Integer> {
  private final Context context;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The clinic's id.")
  String tenant = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE_ID",
      description = "Files that are FAILED, REJECTED or COMPLETED_WITH_REJECTS.")
  List<String> fileIds = new ArrayList<>();

  @Mixin ReplayOptions options = new ReplayOptions();

  RetryCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    TenantId id = Context.tenantId(tenant);
    List<LedgerEntry> files =
        fileIds.stream().map(fileId -> context.requireFile(id, fileId)).toList();
    files.forEach(RetryCommand::requireRetryable);
    return options.send(context, id, files);
  }

  private static void requireRetryable(LedgerEntry file) {
    String refusal =
        switch (file.status()) {
          case FAILED, REJECTED, COMPLETED_WITH_REJECTS -> "";
          case RECEIVED, PROCESSING -> "is not finished yet: ./ops files %s %s --follow";
          case COMPLETED ->
              "has all its rows stored. To store them again, say after a restore:"
                  + " ./ops replay %s %s";
          case DUPLICATE -> "brought bytes that came before: ./ops files %s %s says in which file.";
        };
    if (!refusal.isEmpty()) {
      throw OpsException.usage(
          "File " + file.fileId() + " " + refusal.formatted(file.tenant(), file.fileId()));
    }
  }
}
