package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.file.InboxVersion;
import io.chartdrop.records.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestsTest {
  private static final InboxVersion FILE = version("a.csv");

  private double random = 1;
  private final Rests rests = new Rests(Duration.ofSeconds(10), () -> random);

  private static InboxVersion version(String name) {
    return new InboxVersion(new TenantId("riverside"), "riverside/" + name, "v1", 1, Instant.EPOCH);
  }

  @Test
  void outageAfterOutage_restsTwiceAsLong_butNotForEver() {
    assertThat(IntStream.range(0, 6).mapToObj(i -> rests.afterOutage(FILE).toSeconds()))
        .containsExactly(10L, 20L, 40L, 80L, 120L, 120L);
    assertThat(rests.afterOutage(version("b.csv"))).hasSeconds(10);
    rests.closed(FILE);
    assertThat(rests.afterOutage(FILE)).hasSeconds(10);
  }

  @Test
  void twentyOutages_areTheFilesOwn_ifTwentyOthersWereClosedMeanwhile() {
    IntStream.range(0, 20).forEach(i -> rests.closed(version("before" + i)));
    IntStream.range(0, 20).forEach(i -> rests.afterOutage(FILE));
    IntStream.range(0, 19).forEach(i -> rests.closed(version("other" + i)));
    assertThat(rests.isTheFilesOwn(FILE)).as("others may have met with it too").isFalse();
    rests.closed(version("other"));

    assertThat(rests.isTheFilesOwn(version("b.csv"))).isFalse();
    assertThat(rests.isTheFilesOwn(FILE)).isTrue();
    assertThat(rests.isTheFilesOwn(FILE)).as("counted anew").isFalse();
  }

  @Test
  void failure_restsByItsAttempts() {
    assertThat(rests.afterFailure(3)).hasSeconds(30);
  }

  @Test
  void whatFailedTogether_isNotTriedTogether() {
    random = 0;
    assertThat(rests.afterOutage(FILE)).hasSeconds(5);
    random = 0.5;
    assertThat(rests.afterOutage(version("b.csv"))).hasMillis(7500);
  }
}
