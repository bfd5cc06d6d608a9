package io.chartdrop.middletier.caller;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class TenantClaimTest {
  private final Map<String, Object> claims = new HashMap<>();

  private String tenant() {
    Jwt token = new Jwt("t", null, null, Map.of("alg", "RS256"), claims);
    return TenantClaim.of(token).map(Object::toString).orElse("none");
  }

  private void person(List<String> groups, String scope) {
    claims.putAll(
        Map.of(
            "sub", "p1",
            "client_id", "web",
            "username", "ada",
            "cognito:groups", groups,
            "scope", scope));
  }

  private void machine(String scope) {
    claims.putAll(Map.of("sub", "app", "client_id", "app", "scope", scope));
  }

  @Test
  void person_isOfItsGroup_besideOthersThatAreNoTenants() {
    person(List.of("ops", "tenant:riverside"), "chartdrop/records:read");
    assertThat(tenant()).isEqualTo("riverside");
  }

  @Test
  void machine_isOfItsScope() {
    machine("chartdrop/records:read chartdrop/tenant:riverside");
    assertThat(tenant()).isEqualTo("riverside");
  }

  @Test
  void tenantNamedTwice_orNotAtAll_isNone() {
    person(List.of("tenant:riverside", "tenant:lakeside"), "");
    assertThat(tenant()).isEqualTo("none");
    person(List.of(), "");
    assertThat(tenant()).isEqualTo("none");
  }

  @Test
  void personsScope_andMachinesGroup_doNotCount() {
    person(List.of("tenant:riverside"), "chartdrop/tenant:riverside");
    assertThat(tenant()).isEqualTo("none");
    claims.clear();
    machine("chartdrop/tenant:riverside");
    claims.put("cognito:groups", List.of("tenant:riverside"));
    assertThat(tenant()).isEqualTo("none");
  }

  @Test
  void neitherPersonNorMachine_isNone() {
    // a client's token with a user's name · a person's without one
    machine("chartdrop/tenant:riverside");
    claims.put("username", "ada");
    assertThat(tenant()).isEqualTo("none");
    claims.clear();
    person(List.of("tenant:riverside"), "");
    claims.remove("username");
    assertThat(tenant()).isEqualTo("none");
  }

  @Test
  void tenantThatIsNoId_isNone() {
    machine("chartdrop/tenant:River#side");
    assertThat(tenant()).isEqualTo("none");
  }
}
