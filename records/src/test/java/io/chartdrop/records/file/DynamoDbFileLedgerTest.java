package io.chartdrop.records.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.BackOff;
import io.chartdrop.records.TableNames;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

class DynamoDbFileLedgerTest {
  private static final TenantId RIVERSIDE = new TenantId("riverside");
  private static final InboxVersion VERSION =
      new InboxVersion(
          RIVERSIDE, "riverside/a.csv", "v1", 1, Instant.parse("2026-03-01T12:00:00Z"));

  private final List<Duration> slept = new ArrayList<>();

  @Test
  void rowsLeftUnread_areAskedForAgain_afterAWhileThatGrows() {
    // the table is busy twice
    FileLedger ledger =
        new DynamoDbFileLedger(
            new BusyTable(2),
            new TableNames("records", "files", "idempotency", "summary", "tenants"),
            new BackOff(slept::add, () -> 1.0));

    assertThat(
            ledger.list(RIVERSIDE, Optional.of(FileStatus.RECEIVED), 10, Optional.empty()).items())
        .hasSize(1);
    assertThat(slept).containsExactly(Duration.ofMillis(50), Duration.ofMillis(100));
  }

  /** Has one file, and answers the first so many batches with nothing. */
  private static final class BusyTable implements DynamoDbClient {
    private final Map<String, AttributeValue> item =
        LedgerItem.announced(VERSION, VERSION.fileId(), Optional.empty());
    private int busy;

    BusyTable(int busy) {
      this.busy = busy;
    }

    @Override
    public QueryResponse query(QueryRequest request) {
      return QueryResponse.builder().items(List.of(item)).build();
    }

    @Override
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
      return busy-- > 0
          ? BatchGetItemResponse.builder().unprocessedKeys(request.requestItems()).build()
          : BatchGetItemResponse.builder().responses(Map.of("files", List.of(item))).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
