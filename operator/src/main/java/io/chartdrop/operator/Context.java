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

  /** Asked where nothing was found: a clinic that does not exist has no records either. */
  void requireTenant(TenantId id) {
    if (cloud.tenants().find(id).isEmpty()) {
      throw OpsException.usage("There is no clinic " + id + ": see ./ops tenants list.");
    }
  }

  static TenantId tenantId(String text) {
    try {
      return new TenantId(text);
    } catch (IllegalArgumentException e) {
      throw OpsException.usage(e.getMessage() + ": " + Text.oneLine(text));
    }
  }
}
