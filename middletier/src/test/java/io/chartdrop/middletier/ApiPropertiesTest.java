package io.chartdrop.middletier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The service's own settings, with nothing of the service around them. */
class ApiPropertiesTest {
  private static final String[] SOUND = {
    "CHARTDROP_TENANT_ACCESS=own-credentials",
    "CHARTDROP_ISSUER=http://127.0.0.1:1",
    "CHARTDROP_INBOX=inbox"
  };

  private final ApplicationContextRunner settings =
      new ApplicationContextRunner()
          .withInitializer(new ConfigDataApplicationContextInitializer())
          .withUserConfiguration(Settings.class);

  @EnableConfigurationProperties(ApiProperties.class)
  static class Settings {}

  @Test
  void whatIsSet_isEnough() {
    settings.withPropertyValues(SOUND).run(context -> assertThat(context).hasNotFailed());
  }

  @ParameterizedTest
  @CsvSource({
    "CHARTDROP_TENANT_ACCESS=, must be the ARN",
    "CHARTDROP_TENANT_ACCESS=yes, own-credentials",
    "CHARTDROP_ISSUER=, CHARTDROP_ISSUER is not set",
    "CHARTDROP_INBOX=, CHARTDROP_INBOX is not set",
    "api.burst=0, at least 1"
  })
  void whatIsMissing_isNamed_andNothingStarts(String setting, String said) {
    String[] all = Arrays.copyOf(SOUND, SOUND.length + 1);
    all[SOUND.length] = setting; // the later one counts
    settings
        .withPropertyValues(all)
        .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(said));
  }
}
