package io.chartdrop.records.tenant;

import io.chartdrop.records.TableNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The {@code tenants} table; {@link TenantItem} says what lies in it. */
public final class DynamoDbTenantRegistry implements TenantRegistry {
  private final DynamoDbClient client;
  private final String table;

  public DynamoDbTenantRegistry(DynamoDbClient client, TableNames tables) {
    this.client = client;
    this.table = tables.tenants();
  }

  @Override
  public Optional<Tenant> find(TenantId id) {
    Map<String, AttributeValue> item =
        client
            .getItem(get -> get.tableName(table).key(TenantItem.key(id)).consistentRead(true))
            .item();
    return item.isEmpty() ? Optional.empty() : Optional.of(TenantItem.of(item));
  }

  @Override
  public TenantSurvey survey() {
    List<Tenant> tenants = new ArrayList<>();
    List<DamagedTenantException> damaged = new ArrayList<>();
    client
        .scanPaginator(scan -> scan.tableName(table).consistentRead(true))
        .items()
        .forEach(
            item -> {
              try {
                tenants.add(TenantItem.of(item));
              } catch (DamagedTenantException e) {
                damaged.add(e);
              }
            });
    tenants.sort(Comparator.comparing(tenant -> tenant.id().value()));
    damaged.sort(Comparator.comparing(DamagedTenantException::tenant));
    return new TenantSurvey(tenants, damaged);
  }

  @Override
  public void put(Tenant tenant) {
    client.putItem(put -> put.tableName(table).item(TenantItem.item(tenant)));
  }

  @Override
  public void remove(TenantId id) {
    client.deleteItem(delete -> delete.tableName(table).key(TenantItem.key(id)));
  }
}
