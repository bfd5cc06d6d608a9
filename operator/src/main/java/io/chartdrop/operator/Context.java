package io.chartdrop.operator;

import io.chartdrop.records.file.FileId;
import io.chartdrop.records.file.LedgerEntry;
import io.chartdrop.records.tenant.TenantId;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.function.Function;

/**
 * What every command is given.
 *
 * @param answers what somebody types when a command asks
 */
record Context(
    Terminal terminal,
    Addresses addresses,
    Cloud cloud,
    Function<SftpInbox.Account, Inbox> inboxes,
    BufferedReader answers) {

  Inbox inbox(SftpInbox.Account account) {
    return inboxes.apply(account);
  }

  /** Asked where nothing was found: a clinic that does not exist has no records either. */
  void requireTenant(TenantId id) {
    if (cloud.tenants().find(id).isEmpty()) {
      throw OpsException.usage("There is no clinic " + id + ": see ./ops tenants list.");
    }
  }

  /**
   * The file, as the ledger has it now.
   *
   * @param fileId as somebody typed it
   */
  LedgerEntry requireFile(TenantId tenant, String fileId) {
    FileId id =
        FileId.parse(fileId)
            .orElseThrow(
                () -> OpsException.usage("No file has the id " + Text.oneLine(fileId) + "."));
    return cloud
        .ledger()
        .find(tenant, id)
        .orElseThrow(() -> OpsException.usage("No file of " + tenant + " has the id " + id + "."));
  }

  /**
   * Returns when somebody has typed the word.
   *
   * @throws OpsException if they typed something else, or nobody is there to type
   */
  void confirm(String question, String word) {
    terminal.note(question);
    terminal.err().print("Type " + word + " to go on: ");
    terminal.err().flush();
    try {
      String answer = answers.readLine();
      if (answer != null && answer.strip().equals(word)) {
        return;
      }
    } catch (IOException e) {
      // nobody can answer, so nobody agreed
    }
    throw OpsException.usage("Nothing was done.");
  }

  static TenantId tenantId(String text) {
    try {
      return new TenantId(text);
    } catch (IllegalArgumentException e) {
      throw OpsException.usage(e.getMessage() + ": " + Text.oneLine(text));
    }
  }
}
