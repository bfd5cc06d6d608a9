package io.chartdrop.frontend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class WebPropertiesTest {
  private static final String SIGN_OUT =
      "https://c.auth.us-east-1.amazoncognito.com/logout?client_id=abc&logout_uri={return_to}";

  private static WebProperties properties(String address, String signOut, String sftpHost) {
    return new WebProperties(
        address,
        "http://middletier:8081",
        "https://cognito-idp.us-east-1.amazonaws.com/pool",
        "abc",
        "secret",
        signOut,
        sftpHost,
        22,
        Duration.ofMinutes(15),
        Duration.ofSeconds(10),
        Duration.ofMinutes(60),
        DataSize.ofGigabytes(5));
  }

  @Test
  void signOut_leadsBack_throughCognitosOwnParameters() {
    assertThat(properties("https://a.example", SIGN_OUT, "").signOutThenTo("/signed-out"))
        .hasToString(
            "https://c.auth.us-east-1.amazoncognito.com/logout"
                + "?client_id=abc&logout_uri=https%3A%2F%2Fa.example%2Fsigned-out");
    assertThat(properties("https://a.example", SIGN_OUT, "").signOutOrigin())
        .isEqualTo("https://c.auth.us-east-1.amazoncognito.com");
  }

  @Test
  void addressWithPath_orNone_isRefused_byTheVariablesName() {
    assertThatThrownBy(() -> properties("https://a.example/", SIGN_OUT, ""))
        .hasMessageContaining("CHARTDROP_WEB");
    assertThatThrownBy(() -> properties("", SIGN_OUT, "")).hasMessageContaining("CHARTDROP_WEB");
    assertThatThrownBy(() -> properties("https://a.example", "https://c.example/logout", ""))
        .hasMessageContaining("CHARTDROP_SIGN_OUT");
  }

  @Test
  void withoutSftp_thePageDoesNotSpeakOfIt() {
    assertThat(properties("https://a.example", SIGN_OUT, "").sftp()).isEmpty();
    assertThat(properties("https://a.example", SIGN_OUT, "s.example").sftp()).isPresent();
  }
}
