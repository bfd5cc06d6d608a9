package io.chartdrop.records.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chartdrop.records.TableNames;
import io.chartdrop.records.TestTables;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbTenantRegistryIT implements TenantRegistryContract {
  private final TableNames tables = TestTables.create();
  private final TenantRegistry registry = new DynamoDbTenantRegistry(TestTables.CLIENT, tables);

  @Override
  public TenantRegistry registry() {
    return registry;
  }

  @Test
  void damagedTenant_isNamed_andHidesNobody() {
    registry.put(Tenant.of(new TenantId("lakeside"), "Lakeside", NEW_YORK));
    put(Map.of("pk", "acme", "time_zone", "Mars/Olympus"));
    put(Map.of("pk", "Not An Id", "time_zone", "America/New_York"));
    put(Map.of("pk", "riverside", "time_zone", "America/New_York"));

    assertThatThrownBy(() -> registry.find(ACME))
        .isInstanceOf(DamagedTenantException.class)
        .hasMessageContaining("acme")
        .hasMessageContaining("time_zone");
    assertThat(registry.all())
        .extracting(tenant -> tenant.id().value())
        .containsExactly("lakeside", "riverside");
    assertThat(registry.survey().damaged())
        .extracting(DamagedTenantException::tenant)
        .containsExactly("Not An Id", "acme");
  }

  private void put(Map<String, String> texts) {
    Map<String, AttributeValue> item =
        texts.entrySet().stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    Map.Entry::getKey, text -> AttributeValue.fromS(text.getValue())));
    TestTables.CLIENT.putItem(put -> put.tableName(tables.tenants()).item(item));
  }
}
