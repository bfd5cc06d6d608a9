package io.chartdrop.records.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"abc", "riverside", "acme-2", "a--b"})
  void lettersDigitsAndDashes_makeAnId(String value) {
    assertThat(new TenantId(value).prefix()).isEqualTo(value + "/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "1abc",
        "-abc",
        "abc-",
        "Abc",
        "a#b",
        "a/b",
        "a.b",
        "a b",
        "a_b",
        "äbc",
        "abc\n",
        "abcdefghijklmnopqrstuvwxyz0123456"
      })
  void anythingElse_doesNot(String value) {
    assertThatThrownBy(() -> new TenantId(value)).isInstanceOf(IllegalArgumentException.class);
  }
}
