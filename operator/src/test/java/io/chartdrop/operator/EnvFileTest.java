package io.chartdrop.operator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EnvFileTest {
  @Test
  void shellVariables_areRead_quotedExportedOrPlain() {
    String text =
        """
        # a comment
        AWS_REGION=us-east-1

        export CHARTDROP_INBOX="an inbox"
        CHARTDROP_ERRORS='it'\\''s here'
        EMPTY=
        not a variable
        """;

    assertThat(EnvFile.parse(text))
        .containsEntry("AWS_REGION", "us-east-1")
        .containsEntry("CHARTDROP_INBOX", "an inbox")
        .containsEntry("CHARTDROP_ERRORS", "it's here")
        .containsEntry("EMPTY", "")
        .hasSize(4);
  }

  @Test
  void dollars_areNotExpanded() {
    assertThat(EnvFile.parse("A=$HOME/x")).containsEntry("A", "$HOME/x");
  }
}
