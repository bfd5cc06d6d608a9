package io.chartdrop.routes.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.records.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PollPaceTest {
  private static final TenantId RIVERSIDE = new TenantId("riverside");

  private static PollPace pace(int polls, int factor) {
    return new PollPace(
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("intake.idle-polls", polls, "intake.idle-factor", factor)))
            .bind("intake", IntakeProperties.class)
            .get());
  }

  /** At which of so many polls somebody looks, if files are found at these. */
  private static List<Integer> looks(PollPace pace, int polls, Set<Integer> found) {
    return IntStream.rangeClosed(1, polls)
        .filter(
            poll -> {
              boolean due = pace.isDue(RIVERSIDE);
              if (due) {
                pace.looked(RIVERSIDE, found.contains(poll));
              }
              return due;
            })
        .boxed()
        .toList();
  }

  @Test
  void idleInbox_isLookedIntoAtEveryThirdPoll_forAsLongAsItIsIdle() {
    assertThat(looks(pace(3, 3), 18, Set.of())).containsExactly(1, 2, 3, 6, 9, 12, 15, 18);
  }

  @Test
  void file_bringsTheInboxBackToEachPoll() {
    assertThat(looks(pace(3, 3), 14, Set.of(6))).containsExactly(1, 2, 3, 6, 7, 8, 9, 12);
  }

  @Test
  void factorOfOne_isNoPauseAtAll() {
    assertThat(looks(pace(1, 1), 5, Set.of())).containsExactly(1, 2, 3, 4, 5);
  }
}
