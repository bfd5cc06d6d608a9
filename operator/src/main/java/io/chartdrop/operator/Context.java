package io.chartdrop.operator;

import io.chartdrop.records.tenant.TenantId;
import java.util.function.Function;

/** What every command is given. */
record Context(
    Terminal terminal,
    Addresses addresses,
    Cloud cloud,
    Function<SftpInbox.Account, Inbox> inboxes) {

  Inbox inbox(SftpInbox.Account account) {
    return inboxes.apply(account);
  }

  static TenantId tenantId(String text) {
    try {
      return new TenantId(text);
    } catch (IllegalArgumentException e) {
      throw OpsException.usage(e.getMessage() + ": " + Text.oneLine(text));
    }
  }
}
