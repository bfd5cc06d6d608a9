package io.chartdrop.local.issuer;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080/", "localhost:8080", "http://a@b", "ftp://a"})
  void addressThatIsMoreOrLessThanABase_isRefused(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(List.of(URI.create(address)), Duration.ofHours(1)))
        .withMessageContaining("without a path; not " + address);
  }

  @Test
  void noFrontendOrNoLife_isRefused() {
    List<URI> web = List.of(URI.create("http://127.0.0.1:8080"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(List.of(), Duration.ofHours(1)))
        .withMessageContaining("--web");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(web, Duration.ofMillis(999)))
        .withMessageContaining("--token-life");
  }

  private static LocalIssuer.Settings settings(List<URI> web, Duration tokenLife) {
    return new LocalIssuer.Settings(0, Optional.empty(), web, tokenLife);
  }
}
