package io.chartdrop.records.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TenantItemTest {
  private static final TenantId ACME = new TenantId("acme");
  private static final Tenant PLAIN = Tenant.of(ACME, "acme", ZoneId.of("America/New_York"));

  /** All that an operator has to write by hand. */
  private static Map<String, AttributeValue> tiny() {
    return new HashMap<>(
        Map.of(
            "pk", AttributeValue.fromS("acme"),
            "time_zone", AttributeValue.fromS("America/New_York")));
  }

  @Test
  void tinyItem_takesTheDefaults() {
    assertThat(TenantItem.of(tiny())).isEqualTo(PLAIN);
  }

  @Test
  void someLimits_leaveTheOthersAtTheirDefaults() {
    Map<String, AttributeValue> item = tiny();
    item.put("limits", AttributeValue.fromM(Map.of("max_columns", AttributeValue.fromN("7"))));
    item.put("comment", AttributeValue.fromS("attributes of other names are ignored"));

    Limits d = Limits.DEFAULT;
    assertThat(TenantItem.of(item).limits())
        .isEqualTo(new Limits(d.maxFileBytes(), d.maxExpandedBytes(), d.maxRowBytes(), 7));
  }

  @Test
  void layout_isWhatTerraformWrites() {
    Map<String, AttributeValue> item = TenantItem.item(PLAIN);

    assertThat(item)
        .containsOnlyKeys(
            "pk",
            "name",
            "time_zone",
            "date_order",
            "charset",
            "column_aliases",
            "limits",
            "enabled");
    assertThat(item.get("limits").m())
        .containsOnlyKeys("max_file_bytes", "max_expanded_bytes", "max_row_bytes", "max_columns");
    assertThat(item.get("charset").s()).isEqualTo("windows-1252");
    assertThat(TenantItem.of(item)).isEqualTo(PLAIN);
  }

  @Test
  void settings_areTheItemWithoutItsKey() {
    assertThat(TenantItem.settings(PLAIN)).doesNotContainKey("pk");
    assertThat(TenantItem.of(ACME, TenantItem.settings(PLAIN))).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "pk,Acme",
    "name,' '",
    "time_zone,Mars/Olympus",
    "date_order,mdy",
    "charset,utf-99",
    "charset,''",
    "column_aliases,MRN",
    "limits,many",
    "enabled,true"
  })
  void attributeThatCannotBeUsed_isNamed(String attribute, String text) {
    Map<String, AttributeValue> item = tiny();
    item.put(attribute, AttributeValue.fromS(text));

    assertThatThrownBy(() -> TenantItem.of(item))
        .isInstanceOf(DamagedTenantException.class)
        .hasMessageStartingWith("Tenant ")
        .hasMessageContaining(", attribute " + attribute + ": ");
  }

  @Test
  void aliasThatMeansNoColumn_isDamage() {
    // its header would be a column of its own, and the one that it means missing in every file
    Map<String, AttributeValue> item = tiny();
    item.put(
        "column_aliases",
        AttributeValue.fromM(Map.of("MRN", AttributeValue.fromS("medical_record"))));

    assertThatThrownBy(() -> TenantItem.of(item))
        .isInstanceOf(DamagedTenantException.class)
        .hasMessageContaining(", attribute column_aliases: ");
  }

  @Test
  void oneHeaderWithTwoMeanings_isDamage() {
    // which of them held would differ from worker to worker
    Map<String, AttributeValue> item = tiny();
    item.put(
        "column_aliases",
        AttributeValue.fromM(
            Map.of(
                "Visit Date", AttributeValue.fromS("date_time"),
                "visit_date", AttributeValue.fromS("-"))));

    assertThatThrownBy(() -> TenantItem.of(item))
        .isInstanceOf(DamagedTenantException.class)
        .hasMessageContaining(", attribute column_aliases: ");
  }

  @ParameterizedTest
  @CsvSource({"max_file_bytes,0", "max_columns,99999999999", "max_row_bytes,1.5"})
  void limitThatCannotBeUsed_isNamed(String limit, String number) {
    Map<String, AttributeValue> item = tiny();
    item.put("limits", AttributeValue.fromM(Map.of(limit, AttributeValue.fromN(number))));

    assertThatThrownBy(() -> TenantItem.of(item))
        .isInstanceOf(DamagedTenantException.class)
        .hasMessageStartingWith("Tenant acme, attribute limits: ");
  }

  @Test
  void missingZone_isDamage() {
    // a default would give every record a wrong moment
    assertThatThrownBy(() -> TenantItem.of(Map.of("pk", AttributeValue.fromS("acme"))))
        .hasMessage("Tenant acme, attribute time_zone: is missing");
  }

  @Test
  void itemWithoutKey_isDamage() {
    assertThatThrownBy(() -> TenantItem.of(Map.of()))
        .isInstanceOf(DamagedTenantException.class)
        .hasMessageStartingWith("Tenant (none), attribute pk");
  }
}
