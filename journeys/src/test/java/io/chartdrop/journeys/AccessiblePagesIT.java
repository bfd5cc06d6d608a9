package io.chartdrop.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.chartdrop.journeys.Tour.Stop;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** axe, on every page, on a desk and on a phone, by day and by night. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessiblePagesIT {
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

    hasNoBarrier();
    browser.looksAtScreenOf(360, 740);
    assertThat(browser.runs("return document.documentElement.scrollWidth"))
        .as("how wide the page is")
        .isEqualTo(360L);
    hasNoBarrier();
  }

  /** In the dark only colours differ. */
  private void hasNoBarrier() {
    browser.prefers("light");
    assertThat(browser.barriers()).isEmpty();
    browser.prefers("dark");
    assertThat(browser.barriers("color-contrast")).isEmpty();
  }
}
