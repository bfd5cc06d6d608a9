package io.chartdrop.records.file;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.tenant.TenantId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The {@code summary} table, as {@link DynamoDbFileClaims} adds to it. */
public final class DynamoDbDaySummary implements DaySummary {
  static final int MAX_DAYS = 366;
  private static final String FILES = "files";

  private final DynamoDbClient client;
  private final TableNames tables;

  public DynamoDbDaySummary(DynamoDbClient client, TableNames tables) {
    this.client = client;
    this.tables = tables;
  }

  @Override
  public List<DayCounts> of(TenantId tenant, LocalDate last, int days) {
    if (days < 1 || days > MAX_DAYS) {
      throw new IllegalArgumentException("A summary has 1 to " + MAX_DAYS + " days");
    }
    LocalDate first = last.minusDays(days - 1L);
    DynamoDbExpression e = new DynamoDbExpression();
    String condition =
        "%s = %s AND %s BETWEEN %s AND %s"
            .formatted(
                e.a(LedgerItem.PK),
                e.v(tenant.value()),
                e.a(LedgerItem.SK),
                e.v(first.toString()),
                e.v(last.toString()));
    Map<LocalDate, DayCounts> counted = new HashMap<>();
    client
        .queryPaginator(
            query ->
                query
                    .tableName(tables.summary())
                    .keyConditionExpression(condition)
                    .expressionAttributeNames(e.names())
                    .expressionAttributeValues(e.values())
                    .consistentRead(true))
        .items()
        .forEach(
            item -> {
              DayCounts day = counts(item);
              counted.put(day.day(), day);
            });
    return IntStream.range(0, days)
        .mapToObj(last::minusDays)
        .map(day -> counted.getOrDefault(day, DayCounts.none(day)))
        .toList();
  }

  private static DayCounts counts(Map<String, AttributeValue> item) {
    return new DayCounts(
        LocalDate.parse(LedgerItem.textOf(item, LedgerItem.SK)),
        LedgerItem.numberOf(item, FILES),
        LedgerItem.numberOf(item, LedgerItem.NEW),
        LedgerItem.numberOf(item, LedgerItem.KNOWN),
        LedgerItem.numberOf(item, LedgerItem.REJECTED));
  }
}
