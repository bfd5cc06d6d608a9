package io.chartdrop.records.tenant;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every tenant registry promises. Each test begins with an empty one. */
public interface TenantRegistryContract {
  TenantId ACME = new TenantId("acme");
  ZoneId NEW_YORK = ZoneId.of("America/New_York");

  TenantRegistry registry();

  @Test
  default void whatIsReadBack_equalsWhatWasPut() {
    Tenant acme =
        new Tenant(
            ACME,
            "Acme Clinic",
            NEW_YORK,
            DateOrder.DMY,
            ISO_8859_1,
            Map.of("MRN", "medical_record_number", "exported at", Tenant.IGNORED_COLUMN),
            new Limits(1_000_000, 2_000_000, 3_000, 40),
            false);

    registry().put(acme);

    assertThat(registry().find(ACME)).contains(acme);
    assertThat(registry().find(ACME).orElseThrow().settingsHash()).isEqualTo(acme.settingsHash());
    assertThat(registry().all()).containsExactly(acme);
    assertThat(registry().survey().damaged()).isEmpty();
  }

  @Test
  default void putAgain_replaces() {
    registry().put(Tenant.of(ACME, "Acme", NEW_YORK));
    registry().put(Tenant.of(ACME, "Acme & Sons", NEW_YORK));

    assertThat(registry().all()).containsExactly(Tenant.of(ACME, "Acme & Sons", NEW_YORK));
  }

  @Test
  default void removed_isGone_andMayBeRemovedAgain() {
    registry().put(Tenant.of(ACME, "Acme", NEW_YORK));

    registry().remove(ACME);
    registry().remove(ACME);

    assertThat(registry().find(ACME)).isEmpty();
  }

  @Test
  default void unknownTenant_isEmpty() {
    registry().put(Tenant.of(new TenantId("acme-2"), "Another", NEW_YORK));

    assertThat(registry().find(ACME)).isEmpty();
  }

  @Test
  default void all_areInTheOrderOfTheirIds() {
    IntStream.range(0, 60)
        .mapToObj(i -> new TenantId("clinic-" + (i * 7 % 60 + 100)))
        .forEach(id -> registry().put(Tenant.of(id, "Clinic", NEW_YORK)));

    assertThat(registry().all())
        .extracting(tenant -> tenant.id().value())
        .containsExactlyElementsOf(IntStream.range(100, 160).mapToObj(i -> "clinic-" + i).toList());
  }
}
