package io.chartdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressesTest {
  private static final Map<String, String> LOCAL =
      Map.of(
          "AWS_ENDPOINT_URL_S3", "http://127.0.0.1:8084",
          "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:8085",
          "AWS_ACCESS_KEY_ID", "local",
          "AWS_SECRET_ACCESS_KEY", "local",
          "AWS_REGION", "us-east-1",
          "CHARTDROP_INBOX", "chartdrop-local-inbox",
          "CHARTDROP_SFTP_PORT", "2222");

  @Test
  void processEnvironment_overridesTheFile() {
    Addresses addresses = Addresses.merged(Map.of("CHARTDROP_INBOX", "mine"), LOCAL);

    assertThat(addresses.get("CHARTDROP_INBOX")).contains("mine");
    assertThat(addresses.s3()).contains(URI.create("http://127.0.0.1:8084"));
  }

  @Test
  void realKeysInTheShell_doNotGoToTheLocalEndpoints() {
    Map<String, String> shell =
        Map.of("AWS_ACCESS_KEY_ID", "REAL", "AWS_SECRET_ACCESS_KEY", "r", "AWS_SESSION_TOKEN", "t");

    Addresses addresses = Addresses.merged(shell, LOCAL);

    assertThat(addresses.get("AWS_ACCESS_KEY_ID")).contains("local");
    assertThat(addresses.get("AWS_SESSION_TOKEN")).isEmpty();
  }

  @Test
  void localKeys_doNotGoToAnEndpointOfTheShell() {
    Map<String, String> shell = Map.of("AWS_ENDPOINT_URL_DYNAMODB", "https://elsewhere.example");

    assertThat(Addresses.merged(shell, LOCAL).get("AWS_ACCESS_KEY_ID")).isEmpty();
  }

  @Test
  void portThatIsNoNumber_isToldInOneSentence() {
    Addresses addresses = Addresses.merged(Map.of("CHARTDROP_SFTP_PORT", "ssh"), Map.of());

    assertThatThrownBy(addresses::sftpPort).hasMessage("CHARTDROP_SFTP_PORT is a port, not ssh");
  }
}
