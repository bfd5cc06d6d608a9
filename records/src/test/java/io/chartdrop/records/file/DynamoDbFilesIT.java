package io.chartdrop.records.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.TestTables;
import io.chartdrop.records.tenant.ChangedTenant;
import io.chartdrop.records.tenant.DateOrder;
import io.chartdrop.records.tenant.Tenant;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbFilesIT extends FilesContract {
  private static final TableNames TABLES = TestTables.create();
  private static final Duration LEASE = Duration.ofMinutes(2);

  @Override
  protected FileLedger ledger() {
    return new DynamoDbFileLedger(TestTables.CLIENT, TABLES);
  }

  @Override
  protected FileClaims claims() {
    return new DynamoDbFileClaims(TestTables.CLIENT, TABLES, clock);
  }

  @Override
  protected ContentClaims contents() {
    return new DynamoDbContentClaims(TestTables.CLIENT, TABLES, clock);
  }

  @Override
  protected FileAnnouncements announcements() {
    return new DynamoDbFileLedger(TestTables.CLIENT, TABLES);
  }

  @Override
  protected FileErasure erasure() {
    return new DynamoDbFileErasure(TestTables.CLIENT, TABLES, clock);
  }

  @Override
  protected DaySummary summary() {
    return new DynamoDbDaySummary(TestTables.CLIENT, TABLES);
  }

  @Test
  void settingsThatNobodyCanReadAnyMore_giveWayToTodays() {
    // a zone that the next release does not know · two attempts, the settings changed between them
    Tenant first = Tenant.of(new TenantId("clinic-of-old"), "Clinic", ZoneId.of("UTC"));
    InboxVersion version =
        new InboxVersion(first.id(), first.id().prefix() + "a.csv", "v", 1, clock.instant());
    claims().claim(request(version, first));
    TestTables.CLIENT.updateItem(
        update ->
            update
                .tableName(TABLES.files())
                .key(LedgerItem.keyOf(first.id(), version.fileId()))
                .updateExpression("SET settings.time_zone = :zone")
                .expressionAttributeValues(Map.of(":zone", AttributeValue.fromS("Mars/Olympus"))));
    clock.advance(LEASE);

    Tenant second = ChangedTenant.withOrder(first, DateOrder.YMD);
    assertThat(settings(claims().claim(request(version, second)))).isEqualTo(second);
    clock.advance(LEASE);
    assertThat(settings(claims().claim(request(version, first)))).isEqualTo(second);
  }

  private static ClaimRequest request(InboxVersion version, Tenant settings) {
    return new ClaimRequest(version, Optional.empty(), Optional.empty(), settings, LEASE);
  }

  private static Tenant settings(ClaimVerdict verdict) {
    return ((ClaimVerdict.Granted) verdict).claim().settings();
  }
}
