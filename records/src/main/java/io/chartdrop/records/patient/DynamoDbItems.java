package io.chartdrop.records.patient;

import io.chartdrop.records.tenant.TenantId;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Whole items of the table, as they come. */
final class DynamoDbItems implements Iterator<Candidate> {
  private final TenantId tenant;
  private final Iterator<DynamoDbMerge.Entry> entries;

  DynamoDbItems(TenantId tenant, Iterator<DynamoDbMerge.Entry> entries) {
    this.tenant = tenant;
    this.entries = entries;
  }

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public Candidate next() {
    DynamoDbMerge.Entry entry = entries.next();
    return candidate(tenant, entry.sortKey(), entry.item());
  }

  static Candidate candidate(TenantId tenant, String sortKey, Map<String, AttributeValue> item) {
    return new Candidate(sortKey, Optional.of(RecordItem.record(tenant, item)), ItemSize.of(item));
  }
}
