package io.chartdrop.local.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
  @Test
  void everyOptionGiven_isRead() {
    Options options =
        Options.parse(
            "--port 8084 --data /tmp/x --buckets a,,b --with-parent".split(" "), "buckets");

    assertThat(options.port(1)).isEqualTo(8084);
    assertThat(options.data()).contains(Path.of("/tmp/x"));
    assertThat(options.list("buckets", List.of())).containsExactly("a", "b");
    assertThat(options.withParent()).isTrue();
    assertThat(options.initOnly()).isFalse();
  }

  @Test
  void nothingGiven_takesTheDefaults() {
    Options options = Options.parse(new String[0], "buckets");

    assertThat(options.port(8084)).isEqualTo(8084);
    assertThat(options.data()).isEmpty();
    assertThat(options.list("buckets", List.of("inbox"))).containsExactly("inbox");
  }

  @Test
  void unknownOption_isToldWithWhatIsKnown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(new String[] {"--prot", "1"}, "buckets"))
        .withMessageContaining("'--prot'")
        .withMessageContaining("--buckets VALUE")
        .withMessageContaining("--with-parent");
  }

  @Test
  void portThatIsNone_isTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(new String[] {"--port", "70000"}).port(1))
        .withMessageContaining("70000");
  }
}
