package io.chartdrop.journeys;

import io.chartdrop.local.process.Repository;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The pictures in {@code docs/screenshots}; journeys/README.md has the command. */
@EnabledIfSystemProperty(named = "screenshots", matches = "true")
@Tag("deeper")
class ScreenshotsPagesIT {
  private static final Path PICTURES = Repository.root().resolve("docs/screenshots");

  @Test
  void everyPage_isPhotographed_onADeskAndAPhone_andInTheDark() {
    try (Product product = Product.launched(Product.directory("screenshots"), "--empty");
        Chromium browser = Chromium.start()) {
      countsWeeksBefore(product, product.riverside());
      Tour tour = new Tour(browser, product, product.riverside());
      for (Tour.Stop stop : tour.stops()) {
        browser.prefers("light");
        browser.looksAtScreenOf(1280, 600);
        stop.goes().run();
        browser.looksAtScreenOf(1280, Math.min(browser.heightOfPage(), 1250));
        photographs(browser, stop.name());
        browser.prefers("dark");
        photographs(browser, stop.name() + "-dark");
        browser.prefers("light");
        browser.looksAtScreenOf(360, 740);
        photographs(browser, stop.name() + "-phone");
      }
    }
  }

  private static void photographs(Chromium browser, String name) {
    browser.photographs(PICTURES.resolve(name + ".png"));
  }

  /** A chart of one day says little, and no file can arrive yesterday. */
  private static void countsWeeksBefore(Product product, Clinic clinic) {
    LocalDate today = LocalDate.now(ZoneId.of("America/New_York"));
    for (int back = 1; back < 30; back++) {
      LocalDate day = today.minusDays(back);
      int weekday = day.getDayOfWeek().getValue();
      if (weekday == 7) {
        continue;
      }
      int fresh = weekday == 6 ? 90 : 380 + (back * 37) % 110;
      Map<String, AttributeValue> counts =
          Map.of(
              "pk", AttributeValue.fromS(clinic.id()),
              "sk", AttributeValue.fromS(day.toString()),
              "files", AttributeValue.fromN("2"),
              "new", AttributeValue.fromN(Integer.toString(fresh)),
              "known", AttributeValue.fromN(Integer.toString((back * 53) % 90)),
              "rejected", AttributeValue.fromN(Integer.toString(back % 5 == 0 ? 9 : back % 3)));
      product
          .dynamoDb()
          .putItem(put -> put.tableName(product.address("CHARTDROP_TABLE_SUMMARY")).item(counts));
    }
  }
}
