package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.local.process.Repository;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The smoke test of a deployed Chartdrop, on the one that runs here. */
class SmokeIT {
  private final Product product = Product.running();

  @Test
  void everythingInOrder_endsWell() {
    Finished smoke = smoke(ApiTokens.of(product, "riverside"));

    assertThat(smoke.out().lines())
        .filteredOn(line -> !line.startsWith("ok "))
        .containsExactly(
            "--      what a clinic's session reaches: not asked, there are no roles here");
    assertThat(smoke.status()).as(smoke.out()).isZero();
  }

  @Test
  void tokenOfNobody_endsBadly_andSaysWhere() {
    Finished smoke = smoke("not-a-token");

    assertThat(smoke.out()).contains("FAILED  an upload is taken: the answer is 401, not 202");
    assertThat(smoke.status()).isEqualTo(1);
  }

  private Finished smoke(String token) {
    ProcessBuilder builder = new ProcessBuilder(Product.java(Repository.appJar("smoke")));
    builder
        .environment()
        .putAll(
            Map.of(
                "CHARTDROP_API",
                product.address("CHARTDROP_API"),
                "CHARTDROP_SMOKE_TOKEN",
                token,
                "CHARTDROP_TENANT_ACCESS",
                "own-credentials"));
    return Finished.run(builder);
  }
}
