package io.chartdrop.middletier.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class RememberedTokensTest {
  private final List<String> checked = new ArrayList<>();
  private final AtomicBoolean expired = new AtomicBoolean();
  private final RememberedTokens tokens =
      new RememberedTokens(
          this::checkSignature,
          jwt ->
              expired.get()
                  ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"))
                  : OAuth2TokenValidatorResult.success(),
          Duration.ofMinutes(1));

  private Jwt checkSignature(String token) {
    checked.add(token);
    if (token.startsWith("forged")) {
      throw new BadJwtException("signature");
    }
    return Jwt.withTokenValue(token).header("alg", "RS256").subject("somebody").build();
  }

  @Test
  void signatureOfTheSameToken_isCheckedOnce() {
    tokens.decode("a");
    assertThat(tokens.decode("a").getTokenValue()).isEqualTo("a");
    assertThat(tokens.decode("b").getTokenValue()).isEqualTo("b");
    assertThat(checked).containsExactly("a", "b");
  }

  @Test
  void tokenThatRanOutMeanwhile_isRefused() {
    tokens.decode("a");
    expired.set(true);
    assertThatThrownBy(() -> tokens.decode("a")).isInstanceOf(JwtValidationException.class);
  }

  @Test
  void forgedToken_isRefusedEachTime() {
    assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
    assertThatThrownBy(() -> tokens.decode("forged")).isInstanceOf(BadJwtException.class);
    assertThat(checked).hasSize(2);
  }
}
