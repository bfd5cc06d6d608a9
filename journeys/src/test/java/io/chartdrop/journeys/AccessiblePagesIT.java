package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chartdrop.journeys.Tour.Stop;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** axe, on every page, on a desk and on a phone, by day and by night. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("deeper")
class AccessiblePagesIT {
  private static final String COLOURS = "color-contrast";

  /** In the dark only colours differ. */
  private static final Map<String, ?> ONLY_COLOURS =
      Map.of("runOnly", Map.of("type", "rule", "values", List.of(COLOURS)));

  /** On a phone all else may. The rule for colours takes longer than all others together. */
  private static final Map<String, ?> ALL_BUT_COLOURS =
      Map.of("rules", Map.of(COLOURS, Map.of("enabled", false)));

  private Chromium browser;
  private Tour tour;

  @BeforeAll
  void opensTheBrowser() {
    browser = Chromium.start();
    Product product = Product.running();
    tour = new Tour(browser, product, product.riverside());
  }

  @AfterAll
  void closesIt() {
    if (browser != null) {
      browser.close();
    }
  }

  Stream<Stop> stops() {
    return tour.stops().stream();
  }

  @ParameterizedTest
  @MethodSource("stops")
  void page_hasNoBarrier_onAnyScreen_inAnyColours(Stop stop) {
    browser.prefers("light");
    browser.looksAtScreenOf(1280, 900);
    stop.goes().run();

    assertThat(browser.barriers(Map.of())).isEmpty();
    browser.prefers("dark");
    assertThat(browser.barriers(ONLY_COLOURS)).isEmpty();
    browser.looksAtScreenOf(360, 740);
    // the rules for that width are applied a moment later
    await("the page is as wide as the screen")
        .untilAsserted(
            () ->
                assertThat(browser.runs("return document.documentElement.scrollWidth"))
                    .isEqualTo(360L));
    assertThat(browser.barriers(ALL_BUT_COLOURS)).isEmpty();
  }
}
