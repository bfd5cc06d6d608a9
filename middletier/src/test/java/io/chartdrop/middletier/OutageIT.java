package io.chartdrop.middletier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What is not there when the service starts, or goes away, or is asked for too often. */
class OutageIT implements EmbeddedCloud {

  private static ConfigurableApplicationContext start(String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "management.server.port=0",
                "CHARTDROP_ISSUER=" + MINT.issuer(),
                "CHARTDROP_TENANT_ACCESS=own-credentials"));
    CLOUD.environment().forEach((name, value) -> all.add(name + "=" + value));
    EmbeddedCloud.find((name, value) -> {});
    all.addAll(List.of(properties));
    return new SpringApplicationBuilder(MiddletierApplication.class, Clinics.class)
        .run(all.stream().map(property -> "--" + property).toArray(String[]::new));
  }

  @Test
  void issuerThatIsDown_isNoReasonNotToStart_andNoFaultOfTheCaller() throws IOException {
    int nobodyThere;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobodyThere = socket.getLocalPort();
    }
    try (ConfigurableApplicationContext service =
        start("CHARTDROP_ISSUER=http://127.0.0.1:" + nobodyThere)) {
      Clinics clinics = service.getBean(Clinics.class);
      Clinic clinic = clinics.found();
      Api.Reply reply =
          clinics.as(MINT.machine(clinic.id().value(), TokenMint.ALL_SCOPES)).get("/records");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.problem()).isEqualTo("unavailable");
      assertThat(reply.header("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void tenantThatAsksTooOften_waits_andNobodyElse() {
    // three at once, one a second
    try (ConfigurableApplicationContext service =
        start("api.burst=3", "api.requests-per-second=1")) {
      Clinics clinics = service.getBean(Clinics.class);
      Api loud = clinics.as(MINT.machine(clinics.found().id().value(), TokenMint.ALL_SCOPES));
      List<Integer> statuses = new ArrayList<>();
      Api.Reply last = null;
      for (int i = 0; i < 40 && (last == null || last.status() == 200); i++) {
        last = loud.get("/files");
        statuses.add(last.status());
      }
      assertThat(statuses.subList(0, 3)).containsOnly(200);
      assertThat(last.problem()).isEqualTo("too-many-requests");
      assertThat(Integer.parseInt(last.header("Retry-After"))).isPositive();
      Api quiet = clinics.as(MINT.machine(clinics.found().id().value(), TokenMint.ALL_SCOPES));
      assertThat(quiet.get("/files").status()).isEqualTo(200);
    }
  }

  @Test
  void withoutWhoseRightsToUse_itDoesNotStart_andSaysWhy() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> start("CHARTDROP_TENANT_ACCESS="))
        .rootCause()
        .hasMessageContaining("CHARTDROP_TENANT_ACCESS must be the ARN")
        .hasMessageContaining("own-credentials");
  }

  @Test
  void tablesThatAreNotThere_makeItUnready_butNotDead() {
    try (ConfigurableApplicationContext service = start("CHARTDROP_TABLE_SUMMARY=nowhere")) {
      var groups = service.getBean(org.springframework.boot.actuate.health.HealthEndpoint.class);
      assertThat(groups.healthForPath("readiness").getStatus().getCode()).isEqualTo("DOWN");
      assertThat(groups.healthForPath("liveness").getStatus().getCode()).isEqualTo("UP");
    }
  }
}
