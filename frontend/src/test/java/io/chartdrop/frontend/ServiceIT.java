package io.chartdrop.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.chartdrop.frontend.StubApi.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the service does around its pages. */
class ServiceIT {
  private static final String NAME = "Uncommonname";

  private final World world = World.started();

  @Test
  void logs_neverSayWhoWasLookedFor() throws IOException {
    // a search, one that fails, one that is nonsense, a patient · no logger has the name
    Browser browser = world.browser().signIn("riverside");
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> all = new ListAppender<>();
    all.start();
    root.addAppender(all);
    try {
      browser.get("/records?who=" + NAME);
      browser.get("/patient?mrn=" + NAME);
      world.api().when("find-records", call -> new Reply(200, "text/html", NAME, Map.of()));
      assertThat(browser.get("/records?who=" + NAME).status()).isEqualTo(500);
      assertThat(browser.get("/" + NAME).status()).isEqualTo(404);
      Raw.get(world.web(), "/records?who=" + NAME + "|", "Host: x\r\n");
      Raw.get(world.web(), "/records;jsessionid=" + NAME, "Host: x\r\n");
    } finally {
      root.detachAppender(all);
    }
    List<String> lines = List.copyOf(all.list).stream().map(ServiceIT::whole).toList();
    assertThat(lines).anyMatch(line -> line.contains("GET /records 200"));
    assertThat(lines).noneMatch(line -> line.contains(NAME));
  }

  private static String whole(ILoggingEvent event) {
    return event.getFormattedMessage()
        + (event.getThrowableProxy() == null ? "" : event.getThrowableProxy().getMessage());
  }

  @Test
  void healthAndMetrics_areOnTheManagementPortOnly() {
    Browser browser = world.browser().signIn("riverside");
    browser.get("/files");
    String management = "http://127.0.0.1:" + world.managementPort();
    assertThat(browser.get(management + "/actuator/health/readiness").text()).contains("UP");
    assertThat(browser.get(management + "/actuator/health/liveness").text()).contains("UP");
    assertThat(browser.get(management + "/actuator/prometheus").text())
        .contains("chartdrop_web_api_seconds_count{operation=\"list-files\",outcome=\"200\"}");
    assertThat(browser.get("/actuator/prometheus").status()).isEqualTo(404);
  }

  @Test
  void assets_areKeptByBrowsers_forTheirAddressChangesWithThem() {
    String page = world.browser().get("/signed-out").text();
    assertThat(page).containsPattern("/assets/chartdrop-[0-9a-f]{32}\\.css");
    String style = page.replaceAll("(?s).*href=\"(/assets/chartdrop-[^\"]+)\".*", "$1");
    assertThat(world.browser().get(style).header("Cache-Control")).contains("max-age=31536000");
    assertThat(world.browser().get("/webjars/htmx.org/2.0.10/dist/htmx.min.js").status())
        .isEqualTo(200);
  }
}
