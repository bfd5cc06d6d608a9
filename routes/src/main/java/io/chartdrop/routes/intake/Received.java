package io.chartdrop.routes.intake;

import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.tenant.Tenant;
import java.util.Optional;

/** A version that is up for reading, and its tenant as it is now. */
record Received(InboxVersion version, Optional<Tenant> tenant) {}
